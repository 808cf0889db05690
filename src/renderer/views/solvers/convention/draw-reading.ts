import { drawAnswer, drawCrowdedAnswer, drawCrowdedTruth } from '../../../canvas/marker-shapes.ts'
import { CASING, HALO, type Palette, solverColour } from '../../../canvas/palette.ts'
import type { AnswerPoint } from '../../../../core/answer.ts'
import { fit, isInside, type Size, toScreen, type ImagePoint, type ScreenPoint } from '../../../../core/geometry.ts'
import type { Targets } from '../../../../core/truth.ts'
import { nearestTarget } from './sample-figures.ts'

/** More points than this are drawn small. */
const ROOMY = 12
/** Over a picture on which no point can be seen. */
const DIM = 'rgb(11 12 13 / 0.6)'

/** What one card shows: a picture, the points under its reading, and the truth where it is known. */
export interface ReadingPicture {
  readonly bitmap: ImageBitmap
  /** Of the full-size image: the frame of points and targets. */
  readonly imageSize: Size
  readonly points: readonly AnswerPoint[]
  readonly targets: Targets | undefined
  readonly mark: number
}

function line(pen: CanvasRenderingContext2D, from: ScreenPoint, to: ScreenPoint): void {
  for (const [colour, width] of [
    [CASING, 3],
    [HALO, 1],
  ] as const) {
    pen.beginPath()
    pen.moveTo(from.x, from.y)
    pen.lineTo(to.x, to.y)
    pen.strokeStyle = colour
    pen.lineWidth = width
    pen.setLineDash([2, 2])
    pen.stroke()
  }
  pen.setLineDash([])
}

/** Draws a reading over the whole canvas, in CSS pixels. Points outside the image are left out; a picture without any inside is dimmed. */
export function drawReading(canvas: HTMLCanvasElement, picture: ReadingPicture, palette: Palette): void {
  const pen = canvas.getContext('2d')
  const { clientWidth: width, clientHeight: height } = canvas
  if (!pen || width === 0 || height === 0) return
  const ratio = window.devicePixelRatio
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  pen.scale(ratio, ratio)

  const { bitmap, imageSize, points, targets = [], mark } = picture
  const view = fit(imageSize, { width, height })
  const shown = points.filter((point) => isInside(point, imageSize))
  const isLost = points.length > 0 && shown.length === 0
  pen.imageSmoothingQuality = 'high'
  const place = [view.x, view.y, imageSize.width * view.scale, imageSize.height * view.scale] as const
  pen.drawImage(bitmap, ...place)

  const at = (point: ImagePoint, draw: () => void): void => {
    const { x, y } = toScreen(view, point)
    pen.save()
    pen.translate(x, y)
    draw()
    pen.restore()
  }
  for (const point of shown) {
    const target = nearestTarget(point, targets)
    if (target) line(pen, toScreen(view, point), toScreen(view, target))
  }
  for (const target of targets) at(target, () => drawCrowdedTruth(pen, palette))
  const marker = points.length > ROOMY ? drawCrowdedAnswer : drawAnswer
  for (const point of shown) {
    at(point, () => {
      pen.scale(0.75, 0.75)
      marker(pen, mark, solverColour(palette, mark))
    })
  }
  if (isLost) {
    pen.fillStyle = DIM
    pen.fillRect(...place)
  }
}
