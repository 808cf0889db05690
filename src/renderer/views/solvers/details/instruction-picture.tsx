import { type JSX, useEffect, useRef, useState } from 'react'
import type { Solver } from '../../../../core/solver.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { bytes } from '../../../ui/words.ts'
import { pickFile } from '../pick-file.ts'
import { Row } from './row.tsx'
import { takeOptions } from './take-change.ts'

/** What the service takes before base64. */
const MOST_BYTES = 100_000
const CHUNK = 8_192

function toBase64(data: Uint8Array): string {
  let text = ''
  // In parts: a function takes only so many arguments.
  for (let from = 0; from < data.length; from += CHUNK)
    text += String.fromCharCode(...data.subarray(from, from + CHUNK))
  return btoa(text)
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))

/** Shows kept bytes as a picture for as long as it is on screen. */
function Thumbnail({ base64 }: { base64: string }): JSX.Element {
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([bytesOf(base64)]))
    if (image.current) image.current.src = url
    return () => URL.revokeObjectURL(url)
  }, [base64])
  return (
    <>
      <img ref={image} className="instruction-picture" alt="Shows what to click" />
      <span className="dim">{bytes(bytesOf(base64).length)}</span>
    </>
  )
}

/** A picture that goes with every request and shows what to click. */
export function InstructionPicture({ solver }: { solver: Solver }): JSX.Element {
  const { instructionImage } = solver.options
  const [error, setError] = useState<string>()
  const choose = async (): Promise<void> => {
    const file = await pickFile('image/png,image/jpeg,image/gif')
    if (!file) return
    if (file.size > MOST_BYTES) {
      setError(
        `${file.name} has ${bytes(file.size)}; the service takes up to ${bytes(MOST_BYTES)}. Choose a smaller one.`,
      )
      return
    }
    const data = new Uint8Array(await file.arrayBuffer())
    setError(await takeOptions(solver, { instructionImage: toBase64(data) }))
  }
  return (
    <Row label="Picture" help={instructionImage === undefined && 'Goes with every request and shows what to click.'}>
      <div className="beside">
        {instructionImage !== undefined && <Thumbnail base64={instructionImage} />}
        <Button onClick={() => void choose()}>{instructionImage === undefined ? 'Choose a picture' : 'Replace'}</Button>
        {instructionImage !== undefined && (
          <Button look="quiet" onClick={() => void takeOptions(solver, { instructionImage: undefined }).then(setError)}>
            Remove
          </Button>
        )}
      </div>
      {error !== undefined && (
        <p className="field-error" role="alert">
          <Icon name="warning" className="small" />
          {error}
        </p>
      )}
    </Row>
  )
}
