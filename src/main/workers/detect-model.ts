import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { readClassNames } from '../../core/class-names.ts'
import type { Size } from '../../core/geometry.ts'
import { decodeBoxes } from '../solvers/onnx/decode-boxes.ts'
import type { ModelChoice } from '../solvers/onnx/detect-job.ts'
import { DetectionFailed } from '../solvers/onnx/detection-failed.ts'
import { type Layout, type Output, recogniseLayout } from '../solvers/onnx/layout.ts'
import { PADDING } from '../solvers/onnx/letterbox.ts'
import { type InputForm, inputSize, packPixels, recogniseInput, type TensorInfo } from '../solvers/onnx/model-input.ts'
import { readMetadata } from '../solvers/onnx/model-metadata.ts'
import { fromHalves, halfTensor } from './halves.ts'

/** A model that is ready to look at pictures. */
export interface LoadedModel {
  readonly layout: Layout
  /** What a picture is laid into, pixels. */
  readonly input: Size
  /** Whether the model itself fixes both sides of it. */
  readonly isFixed: boolean
  readonly classNames: readonly string[]
  readonly namesFrom: 'metadata' | 'given' | 'numbered'
  /** Runs it on RGB pixels of the input's size. */
  run(pixels: Uint8Array): Promise<readonly Output[]>
  release(): Promise<void>
}

/** The format itself holds no more in one file. */
const MOST_BYTES = 2 ** 31

const bad = (message: string, cause?: unknown): DetectionFailed =>
  new DetectionFailed('bad-model', message, cause === undefined ? undefined : { cause })

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''

/** What is known of a model file before it is read. Throws DetectionFailed where it cannot be one. */
export function statModel(path: string): Stats {
  if (!isAbsolute(path)) throw bad(`“${path}” is not a whole path. Choose the model file anew.`)
  let found: Stats
  try {
    found = statSync(path)
  } catch (error) {
    throw bad(`There is no file ${path}, or it cannot be reached. Put it back or choose another.`, error)
  }
  if (!found.isFile()) throw bad(`${path} is no file. Choose the .onnx file itself.`)
  if (found.size >= MOST_BYTES)
    throw bad(`${path} is over 2 GB, which no single ONNX file may be. Export it with external data, or smaller.`)
  return found
}

function metadataOf(path: string, size: number): ReadonlyMap<string, string> {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw bad(`${path} cannot be read (${wordsOf(error)}). Check who may read it.`, error)
  }
  try {
    return readMetadata({
      size,
      read: (from, length) => {
        const bytes = new Uint8Array(length)
        return bytes.subarray(0, readSync(file, bytes, 0, length, from))
      },
    })
  } finally {
    closeSync(file)
  }
}

/** Loaded when a model is first looked at. */
async function loadRuntime(): Promise<typeof import('onnxruntime-node')> {
  try {
    return await import('onnxruntime-node')
  } catch (error) {
    throw bad(`Models cannot be run on this machine: onnxruntime does not load (${wordsOf(error)}).`, error)
  }
}

const tensorsOf = (metadata: readonly InferenceSession.ValueMetadata[]): TensorInfo[] =>
  metadata.map((one) => (one.isTensor ? one : { name: one.name, type: 'no tensor', shape: [] }))

function numbersOf({ name, type, dims, data }: { name: string } & Pick<Tensor, 'type' | 'dims' | 'data'>): Output {
  if (Array.isArray(data)) throw bad(`The model's output ${name} is text. Choose a detection model.`)
  if (data instanceof BigInt64Array || data instanceof BigUint64Array)
    return { name, type, dims, data: Float64Array.from(data, Number) }
  return { name, type, dims, data: type === 'float16' ? fromHalves(data) : data }
}

const shapeOf = (axes: InputForm['axes'], { width, height }: Size): number[] =>
  axes === 'nhwc' ? [1, height, width, 3] : axes === 'chw' ? [3, height, width] : [1, 3, height, width]

/**
 * Loads a model file, looks what it takes and gives, and runs it once on an empty picture: only then is it known to run at all, and which
 * sides its outputs have. `threads` is how many it may use. Throws DetectionFailed.
 */
export async function loadModel({ path, classNames: given }: ModelChoice, threads: number): Promise<LoadedModel> {
  const metadata = metadataOf(path, statModel(path).size)
  const ort = await loadRuntime()
  let session: InferenceSession
  try {
    session = await ort.InferenceSession.create(path, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      // Errors come as exceptions; what it would print, nobody sees.
      logSeverityLevel: 4,
    })
  } catch (error) {
    throw bad(`onnxruntime cannot load ${path}: ${wordsOf(error)}`, error)
  }
  try {
    return await prepare(ort, session, metadata, given)
  } catch (error) {
    await session.release()
    throw error
  }
}

async function prepare(
  ort: typeof import('onnxruntime-node'),
  session: InferenceSession,
  metadata: ReadonlyMap<string, string>,
  given: readonly string[] | undefined,
): Promise<LoadedModel> {
  const form = recogniseInput(tensorsOf(session.inputMetadata))
  const input = inputSize(form, metadata.get('imgsz'))
  const text = metadata.get('names')
  const own = text === undefined ? undefined : readClassNames(text)
  const names = given && given.length > 0 ? given : own

  const runOn = async (pixels: Uint8Array, normalise: boolean, outputs: readonly string[]) => {
    const packed = packPixels(pixels, form, normalise)
    const shape = shapeOf(form.axes, input)
    const picture =
      form.type === 'float16'
        ? halfTensor(ort, packed, shape)
        : packed instanceof Uint8Array
          ? new ort.Tensor('uint8', packed, shape)
          : new ort.Tensor('float32', packed, shape)
    const sizes = BigInt64Array.of(BigInt(input.width), BigInt(input.height))
    const feeds = {
      [form.name]: picture,
      ...(form.targetSizes && { [form.targetSizes]: new ort.Tensor('int64', sizes, [1, 2]) }),
    }
    const results = await session.run(feeds, outputs)
    return outputs.map((name) => {
      const result = results[name]
      if (!result) throw bad(`The model gave no output ${name}.`)
      return numbersOf({ name, type: result.type, dims: result.dims, data: result.data })
    })
  }

  const gray = new Uint8Array(input.width * input.height * 3).fill(PADDING)
  let first: readonly Output[]
  try {
    first = await runOn(gray, false, session.outputNames)
  } catch (error) {
    if (error instanceof DetectionFailed) throw error
    throw bad(
      `The model does not run on a picture of ${input.width} × ${input.height} pixels: ${wordsOf(error)}`,
      error,
    )
  }
  const layout = recogniseLayout(first, input, names?.length)
  const count = names?.length ?? ('classes' in layout ? layout.classes : 0)
  const classNames = names ?? Array.from({ length: count }, (_, index) => `class ${index}`)
  // Numbers that are no boxes are found now rather than with the first task.
  decodeBoxes(layout, first, { input, threshold: 1, classes: classNames.length })
  const used = first.map(({ name }) => name).filter((name) => Object.values(layout).some((value) => value === name))
  return {
    layout,
    input,
    isFixed: form.width !== undefined && form.height !== undefined,
    classNames,
    namesFrom: names === undefined ? 'numbered' : names === own ? 'metadata' : 'given',
    run: (pixels) => runOn(pixels, layout.kind === 'logits' && layout.nothing, used),
    release: () => session.release(),
  }
}
