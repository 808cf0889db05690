import type { Picture, Position } from '../picture.ts'
import { groundOf } from './ground.ts'
import { boxesOf, filled, maskOf } from './mask.ts'
import { momentsOf, traceOutline } from './outline.ts'
import { connectedPieces } from './pieces.ts'
import { segment } from './segment.ts'
import { measure } from './segmentation.ts'

/**
 * The centre of the one thing that stands out from the ground, in pixels of the picture: whatever is not ground and hangs together is
 * one thing, and the largest counts. Undefined where all is ground.
 *
 * The centre is the centre of gravity of the filled outline, not the middle of its bounding box: a handle, a stalk or a shadow at one
 * end moves the box by half its length, but the centre of gravity hardly. Where that lies outside (a crescent), it is the nearest
 * pixel of the thing.
 */
export function findObject(picture: Picture): Position | undefined {
  const { regions, lab, factor } = segment(picture)
  const ground = groundOf(regions)
  const things = connectedPieces(
    lab,
    measure(
      lab,
      regions.labels.map((label) => ground[label]!),
    ),
    1,
  )
  const isGround = new Uint8Array(things.count)
  things.labels.forEach((thing, pixel) => (isGround[thing] = ground[regions.labels[pixel]!]!))
  let largest = -1
  for (let thing = 0; thing < things.count; thing += 1)
    if (isGround[thing] === 0 && (largest === -1 || things.areas[thing]! > things.areas[largest]!)) largest = thing
  if (largest === -1) return undefined
  const mask = filled(maskOf(things, boxesOf(things)[largest]!, (thing) => thing === largest))
  const { centre } = momentsOf(traceOutline(mask))
  const inside = nearestSet(mask, centre)
  return { x: inside.x * factor, y: inside.y * factor }
}

function nearestSet(mask: ReturnType<typeof filled>, centre: Position): Position {
  const at = (x: number, y: number) => mask.data[(Math.floor(y) - mask.top) * mask.width + Math.floor(x) - mask.left]
  if (at(centre.x, centre.y) === 1) return centre
  let best = centre
  let least = Infinity
  mask.data.forEach((set, index) => {
    if (set === 0) return
    const x = (index % mask.width) + mask.left + 0.5
    const y = Math.floor(index / mask.width) + mask.top + 0.5
    const distance = Math.hypot(x - centre.x, y - centre.y)
    if (distance >= least) return
    least = distance
    best = { x, y }
  })
  return best
}
