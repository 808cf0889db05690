import type { Convention, ReplyPoint } from '../convention.ts'
import type { ReadProblem } from '../formats/format.ts'
import type { Size } from '../geometry.ts'

/** One answer as a file holds it. A record is a file of its own: reading `raw` alone gives the same record. */
export interface AnswerRecord {
  /** As it stands in the file: a line, an element of a list, or the header and rows of one image. */
  readonly raw: string
  /** From 1. */
  readonly line: number
  /** What the image is called, likeliest first: names to match, never paths to open. */
  readonly names: readonly string[]
  readonly sha256?: string | undefined
  /** Of the image, pixels, where the file says it. */
  readonly size?: Size | undefined
  readonly instruction?: string | undefined
  /** Who answered, as the file names it; '' where it names nobody. */
  readonly source: string
  /** What the numbers of `points` count. Sent pixels are those of the image. */
  readonly convention: Convention
  readonly points: readonly ReplyPoint[]
  readonly latencyMs?: number | undefined
  readonly cost?: number | undefined
}

/** All that is good, what is not, and how much was passed over because it is no answer, in words. */
export interface AnswerFile {
  readonly found: readonly AnswerRecord[]
  readonly problems: readonly ReadProblem[]
  readonly passedOver?: string | undefined
}

/** No picture has a pixel further out. */
const FURTHEST = 1e9

/** Whether every point lies where a point of a picture may lie. */
export const isWithinReach = (points: readonly ReplyPoint[]): boolean =>
  points.every(({ x, y }) => Math.abs(x) <= FURTHEST && Math.abs(y) <= FURTHEST)

/** Of the answers of one item, the newest of each source: the last one in the order given. */
export const newestOfEach = <T extends { readonly source: string }>(answers: readonly T[]): T[] => [
  ...new Map(answers.map((answer) => [answer.source, answer])).values(),
]
