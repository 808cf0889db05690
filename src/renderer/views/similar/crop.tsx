import type { JSX } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Example } from '../../state/similar.ts'
import { bitmapOf } from '../../state/pictures.ts'

/** Longest side of a crop, CSS pixels. */
const SIDE = 56

/** What an example shows, small. */
export function Crop({ example }: { example: Example }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isMissing, setIsMissing] = useState(false)
  const { box, imageHash, imageSize, itemName } = example
  useEffect(() => {
    let isWanted = true
    const draw = async (): Promise<void> => {
      try {
        const bitmap = await bitmapOf(imageHash)
        const element = canvas.current
        const pen = element?.getContext('2d')
        if (!isWanted || !element || !pen) return
        const zoom = (SIDE * window.devicePixelRatio) / Math.max(box.width, box.height)
        element.width = Math.max(1, Math.round(box.width * zoom))
        element.height = Math.max(1, Math.round(box.height * zoom))
        // The decoded picture may be smaller than the image it shows.
        const [sx, sy] = [bitmap.width / imageSize.width, bitmap.height / imageSize.height]
        pen.drawImage(
          bitmap,
          box.x * sx,
          box.y * sy,
          box.width * sx,
          box.height * sy,
          0,
          0,
          element.width,
          element.height,
        )
      } catch {
        // Why the picture cannot be read is said where its item is opened.
        if (isWanted) setIsMissing(true)
      }
    }
    void draw()
    return () => {
      isWanted = false
    }
  }, [box, imageHash, imageSize])
  const [width, height] = [box.width, box.height].map((side) => (side * SIDE) / Math.max(box.width, box.height))
  return (
    <span className="similar-crop">
      {isMissing ? (
        <span className="dim xs">no picture</span>
      ) : (
        <canvas ref={canvas} role="img" aria-label={`Example on ${itemName}`} style={{ width, height }} />
      )}
    </span>
  )
}
