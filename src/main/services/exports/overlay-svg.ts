import type { ExportAnswer } from '../../../core/formats/format.ts'
import type { ImagePoint, Size } from '../../../core/geometry.ts'
import type { Targets } from '../../../core/truth.ts'

/*
 * The markers of the review window (`look/README.md`, "Markers") as an SVG of the image's size. Digits are drawn as strokes, so
 * that a picture needs no font, looks the same on every machine, and no text of anybody gets into the SVG.
 */

const TRUTH = '#ffb224'
const SOLVERS = ['#56b4e9', '#00a67e', '#d483b4', '#e8702a', '#8f7bf0', '#c5b33a'] as const
/** Of the seventh solver and those after it. */
const OTHER = '#9aa0a6'

/** Outlines round (0, 0), by slot: circle, square, triangle, diamond, hexagon, saltire. */
const SHAPES = [
  'M12 0A12 12 0 1 1 -12 0A12 12 0 1 1 12 0Z',
  'M-11 -11H11V11H-11Z',
  'M0 -13L12 9H-12Z',
  'M0 -13L13 0L0 13L-13 0Z',
  'M0 -12L10.4 -6V6L0 12L-10.4 6V-6Z',
  'M-9 -9L9 9M9 -9L-9 9',
] as const
const ARMS = 'M8 0H16M-8 0H-16M0 8V16M0 -8V-16'
const MIDDLE = 'M-1.5 0H1.5M0 -1.5V1.5'

/** Digits as strokes in a box 4 wide and 7 high, its top-left corner at (0, 0). */
const DIGITS = [
  'M2 0Q4 0 4 3.5T2 7T0 3.5T2 0Z',
  'M.7 1.4L2.4 0V7',
  'M.2 1.6Q.4 0 2 0T3.8 1.8Q3.8 3 0 7H4',
  'M.2 1Q1 0 2 0T3.7 1.7T1.6 3.3Q4 3.3 4 5.2T2 7T0 5.8',
  'M3 7V0L0 4.8H4',
  'M3.6 0H.6L.3 3.2Q1 2.6 2 2.6T4 4.8T2 7T0 5.8',
  'M3.6 .6Q3 0 2.2 0Q0 0 0 4.4Q0 7 2 7T4 4.8T2 2.7T0 4.6',
  'M0 0H4L1.4 7',
  'M2 3.2Q.3 3.2 .3 1.6T2 0T3.7 1.6T2 3.2Q0 3.2 0 5.1T2 7T4 5.1T2 3.2Z',
  'M.4 6.4Q1 7 1.8 7Q4 7 4 2.6Q4 0 2 0T0 2.2T2 4.3T4 2.4',
] as const

/** Longest side up to which a marker has the size it has in the window, pixels; larger pictures are looked at scaled down. */
const PLAIN_SIDE = 1_600

const number = (value: number): string => String(Math.round(value * 100) / 100)
const at = ({ x, y }: ImagePoint, scale: number): string =>
  `transform="translate(${number(x)} ${number(y)}) scale(${number(scale)})"`

function drawAnswer(point: ImagePoint, slot: number, scale: number): string {
  const colour = SOLVERS[slot] ?? OTHER
  const dash = slot < SOLVERS.length ? '' : ' stroke-dasharray="4 3"'
  const shape = SHAPES[slot] ?? SHAPES[0]
  const lines = `${ARMS}${MIDDLE}`
  return (
    `<g ${at(point, scale)} fill="none"><path d="${shape}${lines}" stroke="#0b0c0d" stroke-opacity=".75" stroke-width="4"/>` +
    `<path d="${shape}"${dash} stroke="${colour}" stroke-width="2"/><path d="${lines}" stroke="${colour}" stroke-width="2"/></g>`
  )
}

function drawNumber(value: number): string {
  const digits = Array.from(String(value), Number)
  const advance = 5.2
  // Three digits and more are made narrower until they fit into the disc.
  const fit = Math.min(1, 13 / (digits.length * advance))
  const left = (-(digits.length * advance - 1.2) / 2) * fit
  const paths = digits
    .map((digit, index) => `<path d="${DIGITS[digit] ?? ''}" transform="translate(${number(index * advance)} 0)"/>`)
    .join('')
  return `<g transform="translate(${number(left)} ${number(-3.5 * fit)}) scale(${number(fit)})" fill="none" stroke="#1b1404" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round">${paths}</g>`
}

const drawTarget = (point: ImagePoint, position: number, scale: number): string =>
  `<g ${at(point, scale)}><circle r="10" fill="#fff"/><circle r="9" fill="#2b1d00"/><circle r="7.75" fill="${TRUTH}"/>${drawNumber(position)}</g>`

function drawError(from: ImagePoint, to: ImagePoint, slot: number, scale: number): string {
  const line = `d="M${number(from.x)} ${number(from.y)}L${number(to.x)} ${number(to.y)}" fill="none"`
  return (
    `<path ${line} stroke="#0b0c0d" stroke-opacity=".75" stroke-width="${number(4 * scale)}"/>` +
    `<path ${line} stroke="${SOLVERS[slot] ?? OTHER}" stroke-width="${number(2 * scale)}"/>`
  )
}

/**
 * The markers of one item: answers, lines from moved points to their targets, then the truth with its numbers from 1.
 * Points are pixels of the upright image. `slot` of an answer is its solver's position, from 0.
 */
export function overlaySvg(
  { width, height }: Size,
  targets: Targets,
  answers: readonly (Pick<ExportAnswer, 'answer' | 'corrections'> & { readonly slot: number })[],
): string {
  const scale = Math.max(1, Math.max(width, height) / PLAIN_SIDE)
  const byId = new Map(targets.map((target) => [target.id, target]))
  const rings = answers.flatMap(({ answer, slot }) => answer.points.map((point) => drawAnswer(point, slot, scale)))
  const lines = answers.flatMap(({ answer, slot, corrections }) =>
    corrections.flatMap((correction) => {
      if (correction.kind !== 'moved') return []
      const [from, to] = [answer.points[correction.answerPoint], byId.get(correction.targetId)]
      return from && to ? [drawError(from, to, slot, scale)] : []
    }),
  )
  const discs = targets.map((target, index) => drawTarget(target, index + 1, scale))
  const content = [...rings, ...lines, ...discs].join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${content}\n</svg>\n`
}
