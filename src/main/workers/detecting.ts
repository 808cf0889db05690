import { availableParallelism } from 'node:os'
import type { AnswerPoint } from '../../core/answer.ts'
import { matchClasses } from '../../core/class-matching.ts'
import { ImageRefused } from '../images/image-refused.ts'
import { decodeBoxes } from '../solvers/onnx/decode-boxes.ts'
import type { DetectJob, DetectKinds, Detections, ModelChoice } from '../solvers/onnx/detect-job.ts'
import { DetectionFailed } from '../solvers/onnx/detection-failed.ts'
import { describeLayout } from '../solvers/onnx/layout.ts'
import { letterbox, PADDING, toPicture } from '../solvers/onnx/letterbox.ts'
import { pickBoxes } from '../solvers/onnx/pick-boxes.ts'
import { type Candidate, suppress } from '../solvers/onnx/suppress.ts'
import { readHeader, uprightPicture } from './decoding.ts'
import { type LoadedModel, loadModel, statModel } from './detect-model.ts'

/** Models that are kept loaded: each may hold gigabytes. */
const MOST_MODELS = 2
/** The window and the system keep a core. */
const THREADS = Math.max(1, availableParallelism() - 1)

const SCORE_THRESHOLD = 0.25
const OVERLAP_THRESHOLD = 0.45

/** Loaded models by file and names, the longest unused first. */
const loaded = new Map<string, LoadedModel>()

async function modelOf(choice: ModelChoice): Promise<LoadedModel> {
  const { mtimeMs, size } = statModel(choice.path)
  const key = JSON.stringify([choice.path, mtimeMs, size, choice.classNames])
  const known = loaded.get(key)
  loaded.delete(key)
  for (const [oldest, model] of loaded) {
    if (loaded.size < MOST_MODELS) break
    loaded.delete(oldest)
    await model.release()
  }
  const model = known ?? (await loadModel(choice, THREADS))
  loaded.set(key, model)
  return model
}

/** Looks at a model file. Throws DetectionFailed where it does not fit. */
export async function inspect({ model: choice }: DetectJob<'inspect'>): Promise<DetectKinds['inspect']['gives']> {
  try {
    const { layout, input, isFixed, classNames, namesFrom } = await modelOf(choice)
    return {
      path: choice.path,
      layout: describeLayout(layout),
      ...(isFixed && { inputSize: input }),
      classNames,
      namesFrom,
    }
  } catch (error) {
    // On an empty picture it can only be the model that is at fault.
    if (error instanceof DetectionFailed && error.fault === 'bad-output')
      throw new DetectionFailed('bad-model', error.message, { cause: error })
    throw error
  }
}

/** The picture laid into the input of a model, RGB, with its letterbox. */
async function layIn(bytes: Uint8Array, { input }: LoadedModel) {
  try {
    const { autoOrient: size } = await readHeader(bytes)
    const box = letterbox({ width: size.width, height: size.height }, input)
    const { inner, left, top } = box
    const pixels = await uprightPicture(bytes, inner)
      .flatten({ background: '#ffffff' })
      .removeAlpha()
      .extend({
        left,
        top,
        right: input.width - inner.width - left,
        bottom: input.height - inner.height - top,
        background: { r: PADDING, g: PADDING, b: PADDING },
      })
      .raw()
      .toBuffer()
    return { box, pixels }
  } catch (error) {
    const words = error instanceof ImageRefused ? `${error.reason} ${error.remedy}` : String(error)
    throw new DetectionFailed('picture', `The picture cannot be decoded: ${words}`, { cause: error })
  }
}

/** Thousandths: finer than any detector, shorter than a float. */
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000

function pointOf({ left, top, right, bottom, score }: Candidate, label: string): AnswerPoint {
  const box = { x: rounded(left), y: rounded(top), width: rounded(right - left), height: rounded(bottom - top) }
  return { x: rounded((left + right) / 2), y: rounded((top + bottom) / 2), label, score: rounded(score), box }
}

/** Finds in a picture what an instruction asks for. Throws DetectionFailed. */
export async function detect({
  model: choice,
  picture,
  instruction,
  options,
}: DetectJob<'detect'>): Promise<Detections> {
  const model = await modelOf(choice)
  const { layout, input, classNames } = model
  const match = matchClasses(instruction, classNames, options.synonyms)
  if (match.kind === 'unknown') throw new DetectionFailed('unknown-class', match.why)
  const { box, pixels } = await layIn(picture, model)
  const outputs = await model.run(pixels)
  const classes = new Set(match.wanted.flatMap((wanted) => wanted.classes))
  const candidates = decodeBoxes(layout, outputs, {
    input,
    threshold: options.scoreThreshold ?? SCORE_THRESHOLD,
    classes: classNames.length,
  }).filter(({ classIndex }) => classes.has(classIndex))
  // The other families give each thing once, and of two things that overlap both.
  const isYolo = layout.kind === 'yolo-v5' || layout.kind === 'yolo-v8'
  const kept = suppress(candidates, options.overlapThreshold ?? (isYolo ? OVERLAP_THRESHOLD : 1)).flatMap((one) => {
    const edges = toPicture(one, box)
    return edges ? [{ ...one, ...edges }] : []
  })
  return {
    layout: describeLayout(layout),
    picture: box.picture,
    points: pickBoxes(kept, match.wanted).map((one) => pointOf(one, classNames[one.classIndex] ?? '')),
  }
}
