import { resizedSize } from '../../core/convention.ts'
import type { Size } from '../../core/geometry.ts'
import type { Point } from './answerer.ts'

/** How a model words the points of an answer; `size` is that of the picture it was sent, pixels. `protocol.md` 5. */
export type Dialect = (points: readonly Point[], size: Size) => string

/** What Qwen2.5-VL does to a picture before it looks. */
const QWEN_RESIZE = { multiple: 28, maxPixels: 12_845_056 }

const scale = (points: readonly Point[], { width, height }: Size, { width: w, height: h }: Size): Point[] =>
  points.map(({ x, y }) => ({ x: (x / width) * w, y: (y / height) * h }))
const square = (side: number): Size => ({ width: side, height: side })
const thousand = (points: readonly Point[], size: Size): [number, number][] =>
  scale(points, size, square(1_000)).map(({ x, y }) => [Math.round(x), Math.round(y)])
const fenced = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``
const LABEL = 'here'

/** By the name of the model that is asked for. */
export const dialects: Readonly<Record<string, Dialect>> = {
  'qwen3-vl': (points, size) => fenced(thousand(points, size).map((point) => ({ point_2d: point, label: LABEL }))),
  'qwen2.5-vl': (points, size) =>
    fenced(
      scale(points, size, resizedSize(size, QWEN_RESIZE)).map(({ x, y }) => ({
        point_2d: [Math.round(x), Math.round(y)],
        label: LABEL,
      })),
    ),
  molmo: (points, size) => {
    const percent = scale(points, size, square(100)).map(({ x, y }) => [x.toFixed(1), y.toFixed(1)] as const)
    if (percent.length === 1)
      return `<point x="${percent[0]?.[0]}" y="${percent[0]?.[1]}" alt="${LABEL}">${LABEL}</point>`
    const places = percent.map(([x, y], at) => `x${at + 1}="${x}" y${at + 1}="${y}"`).join(' ')
    return percent.length === 0 ? 'There are none.' : `<points ${places} alt="${LABEL}">${LABEL}</points>`
  },
  molmo2: (points, size) => {
    const places = thousand(points, size).map(([x, y], at) => `${at + 1} ${x} ${y}`)
    return places.length === 0 ? 'There are none.' : `<points coords="1 ${places.join(' ')}">${LABEL}</points>`
  },
  'gemini-like': (points, size) => fenced(thousand(points, size).map(([x, y]) => ({ point: [y, x], label: LABEL }))),
  prose: (points) => {
    const list = JSON.stringify(points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })))
    return `I looked closely. Here is what you asked for:\n\n${list}\n\nTell me if you need anything else.`
  },
  pixels: (points) =>
    JSON.stringify(points.map(({ x, y }) => ({ point_2d: [Math.round(x), Math.round(y)], label: LABEL }))),
  unreadable: () => 'This is a picture. I am sorry, I cannot say more about it.',
}
