import type { ImagePoint } from './geometry.ts'
import type { Region } from './truth.ts'

/** Smallest upright rectangle round something, image frame, pixels. */
export interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The bounds of a region. */
export function boundsOf(region: Region): Bounds {
  switch (region.kind) {
    case 'circle':
      return {
        left: region.x - region.radius,
        top: region.y - region.radius,
        right: region.x + region.radius,
        bottom: region.y + region.radius,
      }
    case 'box':
      return { left: region.x, top: region.y, right: region.x + region.width, bottom: region.y + region.height }
    case 'polygon': {
      const xs = region.points.map((point) => point.x)
      const ys = region.points.map((point) => point.y)
      return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
    }
    default:
      throw new TypeError(`Unknown region ${String(region satisfies never)}.`)
  }
}

/** Even-odd rule; a point on an edge is inside. */
function isInPolygon(corners: readonly ImagePoint[], { x, y }: ImagePoint): boolean {
  let inside = false
  let from = corners.at(-1)
  for (const to of corners) {
    if (from) {
      const turn = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)
      const between =
        x >= Math.min(from.x, to.x) &&
        x <= Math.max(from.x, to.x) &&
        y >= Math.min(from.y, to.y) &&
        y <= Math.max(from.y, to.y)
      if (turn === 0 && between) return true
      if (from.y > y !== to.y > y && x < ((to.x - from.x) * (y - from.y)) / (to.y - from.y) + from.x) inside = !inside
    }
    from = to
  }
  return inside
}

/** Whether a point lies in a region. The edge belongs to it. */
export function isInRegion(region: Region, point: ImagePoint): boolean {
  if (region.kind === 'circle') return Math.hypot(point.x - region.x, point.y - region.y) <= region.radius
  if (region.kind === 'polygon') return isInPolygon(region.points, point)
  const { left, top, right, bottom } = boundsOf(region)
  return point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
}
