import type { ReplyPoint } from '../convention.ts'
import { boxPoint, firstField, fourFields, readPair } from './numbers.ts'
import { readNamed, wordsOf } from './service-shapes.ts'

/** Points found in a value, or the part of it that is none. */
type Places =
  | { readonly ok: true; readonly points: readonly ReplyPoint[] }
  | { readonly ok: false; readonly odd: unknown }

/** Under which names models put a point, a box, and several of them. */
const POINT = ['point_2d', 'point', 'coordinate', 'center', 'centre', 'click', 'position']
const BOX = ['bbox_2d', 'box_2d', 'bbox', 'box', 'bounding_box']
const SEVERAL = [
  'points',
  'coordinates',
  'objects',
  'detections',
  'predictions',
  'targets',
  'boxes',
  'items',
  'results',
]

/** Lists in lists deeper than any model writes them. */
const DEEPEST = 6

const none = (odd: unknown): Places => ({ ok: false, odd })

function fromList(values: readonly unknown[], depth: number): Places {
  if (values.length > 0 && values.every((value) => typeof value === 'number' || typeof value === 'string')) {
    const point = readPair(values)
    return point ? { ok: true, points: [point] } : none(values)
  }
  const points: ReplyPoint[] = []
  for (const value of values) {
    const places = placesIn(value, depth - 1)
    if (!places.ok) return places
    for (const point of places.points) points.push(point)
  }
  return { ok: true, points }
}

/** A point or a box whose own fields say which number is which. */
function fromNames(value: object): ReplyPoint | undefined {
  const edges = fourFields(value, ['x1', 'y1', 'x2', 'y2']) ?? fourFields(value, ['x_min', 'y_min', 'x_max', 'y_max'])
  const point = edges ? boxPoint(...edges) : readNamed(value)
  return point && { ...point, named: true }
}

/** Where a point and its box are both given, the point is the point and the box is kept. */
function fromPointAndBox(point: unknown, box: unknown, depth: number): Places {
  const boxes = box === undefined ? undefined : placesIn(box, depth - 1)
  if (boxes && !(boxes.ok && boxes.points[0]?.box)) return none(boxes.ok ? box : boxes.odd)
  const points = point === undefined ? boxes : placesIn(point, depth - 1)
  if (!points?.ok) return points ?? none(point)
  // An object without a place is not a place: "nothing there" is an empty list of objects.
  if (points.points.length === 0) return none(point)
  const [only, second] = points.points
  const [outline] = boxes?.ok ? boxes.points : []
  return point === undefined || !outline?.box || second || !only
    ? points
    : { ok: true, points: [{ ...only, box: outline.box }] }
}

function fromObject(value: object, depth: number): Places {
  const words = wordsOf(firstField(value, ['label', 'name', 'alt']), firstField(value, ['score', 'confidence']))
  const withWords = (points: readonly ReplyPoint[]) => points.map((point) => ({ ...words, ...point }))
  const named = fromNames(value)
  if (named) return { ok: true, points: withWords([named]) }
  const [point, box, several] = [firstField(value, POINT), firstField(value, BOX), firstField(value, SEVERAL)]
  const places =
    point !== undefined || box !== undefined
      ? fromPointAndBox(point, box, depth)
      : Array.isArray(several)
        ? fromList(several, depth)
        : none(value)
  return places.ok ? { ok: true, points: withWords(places.points) } : places
}

/**
 * The points of a parsed JSON value: pairs, boxes, objects with `point_2d`, `bbox_2d`, `point`, `x` and `y` and their like, and lists
 * of them, at most six levels deep. Numbers stay in their order; a box is kept with its centre as the point.
 */
export function placesIn(value: unknown, depth = DEEPEST): Places {
  if (depth <= 0 || typeof value !== 'object' || value === null) return none(value)
  return Array.isArray(value) ? fromList(value, depth) : fromObject(value, depth)
}
