import { type JSX, useEffect, useRef, useState } from 'react'
import { readPalette } from '../../../canvas/palette.ts'
import { bitmapOf } from '../../../state/pictures.ts'
import { drawReading, type ReadingPicture } from './draw-reading.ts'

/** The picture of an image with the points of one reading on it. What it shows is also said in words beside it. */
export function ReadingCanvas({
  hash,
  picture,
}: {
  hash: string
  picture: Omit<ReadingPicture, 'bitmap'>
}): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [error, setError] = useState<string>()
  useEffect(() => {
    let isWanted = true
    const draw = async (): Promise<void> => {
      try {
        const bitmap = await bitmapOf(hash)
        if (!isWanted || !canvas.current) return
        drawReading(canvas.current, { ...picture, bitmap }, readPalette(canvas.current))
        setError(undefined)
      } catch (reason) {
        if (isWanted) setError(reason instanceof Error ? reason.message : String(reason))
      }
    }
    const sized = new ResizeObserver(() => void draw())
    if (canvas.current) sized.observe(canvas.current)
    return () => {
      isWanted = false
      sized.disconnect()
    }
  }, [hash, picture])
  return (
    <>
      <canvas ref={canvas} aria-hidden="true" />
      {error !== undefined && <p className="over-picture">{error}</p>}
    </>
  )
}
