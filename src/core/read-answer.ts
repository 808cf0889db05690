import { z } from 'zod'
import { AnswerPoint } from './answer.ts'
import type { Convention } from './convention.ts'
import { applyConvention, fixedConventionOf, partsOf, resizedSize } from './convention.ts'
import type { Size } from './geometry.ts'
import { readFileRecord } from './reading/file-record.ts'
import type { Reading } from './reading/reading.ts'
import { describe, wrongFormat } from './reading/reading.ts'
import { readReplyText } from './reading/reply-text.ts'
import { readCoordinates } from './reading/service-shapes.ts'
import type { ProfileId, Solver, SolverOptions } from './solver.ts'

/** An answer as read: points of the full-size upright image, float pixels. */
export type AnswerReading =
  | {
      readonly kind: 'points'
      readonly points: readonly AnswerPoint[]
      readonly convention: Convention
      /** Size of the picture as the model resized it, pixels, where the numbers are relative to that. */
      readonly frameSize?: Size
      /** Points that the model itself marked as none: percent over 100. Absent where there were none. */
      readonly dropped?: number
    }
  | { readonly kind: 'wrong-format'; readonly found: string }
  /** It can be read, but nobody has said yet what its numbers count. */
  | { readonly kind: 'no-convention' }

const OwnPoints = z.array(AnswerPoint)

/** Points as the sources inside the app write them themselves. */
function readOwn(said: unknown): Reading {
  const own = OwnPoints.safeParse(said)
  return own.success ? { kind: 'points', points: own.data } : wrongFormat(describe(said))
}

const readText = (said: unknown): Reading =>
  typeof said === 'string' ? readReplyText(said) : wrongFormat(describe(said))

/** A record of a file says itself what its numbers count. */
type Reader = (said: unknown, options: SolverOptions) => Reading & { readonly convention?: Convention }

/** How the part that says where is written, by profile. */
const readers: Readonly<Record<ProfileId, Reader>> = {
  ucaptcha: readCoordinates,
  '2captcha': readCoordinates,
  anticaptcha: readCoordinates,
  legacy: readCoordinates,
  moondream: readCoordinates,
  gemini: readText,
  chat: readText,
  onnx: readOwn,
  similar: readOwn,
  file: (said, { sourceName }) =>
    typeof said === 'string' ? readFileRecord(said, sourceName) : wrongFormat(describe(said)),
}

/**
 * Reads the part of a reply that says where, under the convention of its source. `sentSize` is that of the picture that was sent,
 * `fullSize` that of the upright image, pixels. Units are never guessed from how large the numbers are.
 */
export function readAnswer(
  source: Pick<Solver, 'profile' | 'options'>,
  said: unknown,
  sentSize: Size,
  fullSize: Size,
): AnswerReading {
  const reading = readers[source.profile](said, source.options)
  if (reading.kind === 'wrong-format') return reading
  const { options } = source
  const convention = reading.convention ?? fixedConventionOf(source.profile) ?? options.convention
  if (!convention) return { kind: 'no-convention' }
  const { unit } = partsOf(convention)
  const frameSize = unit === 'resized-pixels' && options.resize ? resizedSize(sentSize, options.resize) : undefined
  const isDropped = ({ x, y }: AnswerPoint) =>
    unit === 'percent' && reading.overHundredIsDropped === true && (x > 100 || y > 100)
  const kept = reading.points.filter((point) => !isDropped(point))
  const dropped = reading.points.length - kept.length
  if (dropped > 0 && kept.length === 0) {
    return { kind: 'wrong-format', found: `${dropped === 1 ? 'a point' : `${dropped} points`} over 100 percent` }
  }
  const points = applyConvention(kept, convention, { sentSize, fullSize, frameSize })
  if (!points) return { kind: 'no-convention' }
  return { kind: 'points', points, convention, ...(frameSize && { frameSize }), ...(dropped > 0 && { dropped }) }
}
