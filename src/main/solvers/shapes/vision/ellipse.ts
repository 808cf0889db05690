import { fitError } from './fit-error.ts'
import type { Moments, Outline } from './outline.ts'

export interface EllipseFit {
  /** Longer half axis over the shorter one. */
  readonly ratio: number
  /** Distance between outline and ellipse, pixels. */
  readonly error: number
}

/** The ellipse with the moments of the outline. */
export function fitEllipse(outline: Outline, { centre, xx, yy, xy }: Moments): EllipseFit {
  const middle = (xx + yy) / 2
  const spread = Math.hypot((xx - yy) / 2, xy)
  // A full ellipse has the variance (half axis / 2)² along each axis.
  const long = 2 * Math.sqrt(middle + spread)
  const short = 2 * Math.sqrt(Math.max(middle - spread, 1e-6))
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const squares = outline.map((point) => {
    const u = ((point.x - centre.x) * cos + (point.y - centre.y) * sin) / long
    const v = ((point.y - centre.y) * cos - (point.x - centre.x) * sin) / short
    // Distance to first order: value over slope of u² + v² − 1 (P. D. Sampson, 1982).
    const slope = 2 * Math.hypot(u / long, v / short)
    return ((u * u + v * v - 1) / Math.max(slope, 1e-6)) ** 2
  })
  return { ratio: long / short, error: fitError(squares) }
}
