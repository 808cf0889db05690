import type { Size, View } from '../../core/geometry.ts'

/** One of the sizes in which a picture is kept. */
export interface PictureLevel {
  readonly bitmap: ImageBitmap
  /** Its pixels per pixel of the full-size image, at most 1. */
  readonly scale: number
}

/** No side of the smallest level is shorter than this, pixels. */
const SMALLEST = 512
/** From here on pixels are shown as squares. */
const SQUARE_PIXELS = 2

/**
 * A picture in its own size and in halves of it: scaling a photograph down to a window anew every frame costs far more
 * than copying from a level that is nearly as small. The given bitmap stays the caller's; the halves are freed by `close`.
 */
export interface PictureLevels {
  /** The smallest level that still has a pixel for each device pixel, or the largest there is. */
  levelFor(deviceScale: number): PictureLevel
  close(): void
}

/** Shows `bitmap` at once and makes the halves behind; `onLevel` hears of each. `size` is the full size of the image. */
export function createPictureLevels(bitmap: ImageBitmap, size: Size, onLevel: () => void): PictureLevels {
  const base: PictureLevel = { bitmap, scale: bitmap.width / size.width }
  const halves: PictureLevel[] = []
  let closed = false

  async function halve(from: PictureLevel): Promise<void> {
    const width = Math.round(from.bitmap.width / 2)
    const height = Math.round(from.bitmap.height / 2)
    if (Math.min(width, height) < SMALLEST) return
    const half = await createImageBitmap(from.bitmap, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'medium',
    })
    if (closed) {
      half.close()
      return
    }
    const level = { bitmap: half, scale: width / size.width }
    halves.push(level)
    onLevel()
    await halve(level)
  }
  // The halves only make it faster: where the picture was closed meanwhile, or memory is short, the base is drawn.
  halve(base).catch(() => undefined)

  return {
    levelFor: (deviceScale) => halves.findLast((level) => level.scale >= deviceScale * 0.99) ?? base,
    close() {
      closed = true
      for (const level of halves) level.bitmap.close()
    },
  }
}

/** Draws the part of the picture that is in view. `pixelRatio` is device pixels per CSS pixel. */
export function drawPicture(
  pen: CanvasRenderingContext2D,
  levels: PictureLevels,
  image: Size,
  view: View,
  size: { readonly width: number; readonly height: number },
  pixelRatio: number,
): void {
  const { bitmap, scale } = levels.levelFor(view.scale * pixelRatio)
  // A bitmap that was closed has no size; its owner is about to hand over another.
  if (bitmap.width === 0) return
  const across = bitmap.width / image.width
  const down = bitmap.height / image.height
  const left = Math.max(0, Math.floor((-view.x / view.scale) * across))
  const top = Math.max(0, Math.floor((-view.y / view.scale) * down))
  const right = Math.min(bitmap.width, Math.ceil(((size.width - view.x) / view.scale) * across))
  const bottom = Math.min(bitmap.height, Math.ceil(((size.height - view.y) / view.scale) * down))
  if (right <= left || bottom <= top) return
  pen.imageSmoothingEnabled = view.scale / scale < SQUARE_PIXELS
  pen.drawImage(
    bitmap,
    left,
    top,
    right - left,
    bottom - top,
    view.x + (left / across) * view.scale,
    view.y + (top / down) * view.scale,
    ((right - left) / across) * view.scale,
    ((bottom - top) / down) * view.scale,
  )
}
