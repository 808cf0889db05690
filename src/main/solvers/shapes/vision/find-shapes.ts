import type { ColourWord, Form } from '../instruction/request.ts'
import type { Picture, Position } from '../picture.ts'
import { colourName } from './colour-name.ts'
import { groundOf } from './ground.ts'
import { boxesOf, filled, maskOf } from './mask.ts'
import { labAt } from './oklab.ts'
import type { Outline } from './outline.ts'
import { momentsOf, traceOutline } from './outline.ts'
import { segment } from './segment.ts'
import { partsOf } from './split.ts'
import type { Scene } from './surroundings.ts'
import { showsGround } from './surroundings.ts'

/** One thing seen on a picture; all in pixels of the picture that was given. */
export interface Shape {
  /** Centre of gravity of the outline. */
  readonly centre: Position
  /** Surface inside the outline, square pixels; a ring counts with its hole. */
  readonly area: number
  /** Upper and lower end. */
  readonly top: number
  readonly bottom: number
  readonly colour: ColourWord
  /** Undefined where it is none of the forms the solver knows. */
  readonly form: Form | undefined
}

/** Smallest area of a hole that makes a ring, rather than a speck, working pixels. */
const HOLE = 30
/** Smaller things are specks, working pixels: without and with noise, and where they have no form. */
const SPECK = 60
const NOISY_SPECK = 120
const FORMLESS_SPECK = 200

/** Finds every shape on a picture, in no order. */
export function findShapes(picture: Picture): Shape[] {
  const { regions, lab, factor, noisy } = segment(picture)
  const speck = noisy ? NOISY_SPECK : SPECK
  const scene: Scene = { lab, regions, ground: groundOf(regions) }
  const boxes = boxesOf(regions)
  const holes = new Map<number, Position>()
  boxes.forEach((box, label) => {
    if (scene.ground[label] === 1 || !showsGround(scene, label, box)) return
    holes.set(label, { x: (box.left + box.right + 1) / 2, y: (box.top + box.bottom + 1) / 2 })
  })
  const middles = [...holes].flatMap(([label, middle]) => (regions.areas[label]! < HOLE ? [] : [middle]))
  return boxes.flatMap((box, label): Shape[] => {
    if (scene.ground[label] === 1 || holes.has(label)) return []
    const outline = traceOutline(filled(maskOf(regions, box, (other) => other === label)))
    const colour = colourName(labAt(regions.means, label))
    const parts = partsOf(outline, middles).filter(
      (part) => momentsOf(part.outline).area > (part.form === undefined ? FORMLESS_SPECK : speck),
    )
    return parts.map((part) => shapeOf(part.outline, part.form, colour, factor))
  })
}

function shapeOf(outline: Outline, form: Form | undefined, colour: ColourWord, factor: number): Shape {
  const { centre, area } = momentsOf(outline)
  const ys = outline.map((point) => point.y)
  return {
    centre: { x: centre.x * factor, y: centre.y * factor },
    area: area * factor * factor,
    top: Math.min(...ys) * factor,
    bottom: Math.max(...ys) * factor,
    colour,
    form,
  }
}
