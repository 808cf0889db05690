import { candidateConventions, Convention, type Frames, partsOf, resizedSize } from '../../../../core/convention.ts'
import { type AnswerReading, readAnswer } from '../../../../core/read-answer.ts'
import type { ReadingSample } from '../../../../contract/solver-methods.ts'
import type { Resize, Solver } from '../../../../core/solver.ts'

/** How a picture is taken to be resized until somebody says otherwise. */
export const usualResize: Resize = { multiple: 28, maxPixels: 1_000_000 }

const CARDS = 6

/** The same unit with x and y the other way round. */
export function swapped(convention: Convention): Convention {
  const { unit, swapped: isSwapped } = partsOf(convention)
  return isSwapped ? unit : Convention.parse(`${unit}-yx`)
}

/** The readings that are drawn side by side; with `isSwapped` each with x and y the other way round. */
export const candidates = (isSwapped: boolean): readonly Convention[] => {
  const usual = candidateConventions.slice(0, CARDS)
  return isSwapped ? usual.map(swapped) : usual
}

/** A kept reply as it would be read: by the same code that reads it when it comes. */
export const readSample = (
  { profile, options }: Solver,
  { said, sentSize, imageSize }: ReadingSample,
  convention: Convention,
  resize: Resize,
): AnswerReading => readAnswer({ profile, options: { ...options, convention, resize } }, said, sentSize, imageSize)

/** The sizes that the numbers of a sample may count in. */
export const framesOf = ({ sentSize, imageSize }: ReadingSample, resize: Resize): Frames => ({
  sentSize,
  fullSize: imageSize,
  frameSize: resizedSize(sentSize, resize),
})
