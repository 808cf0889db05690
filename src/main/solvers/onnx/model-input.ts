import type { Size } from '../../../core/geometry.ts'
import { DetectionFailed } from './detection-failed.ts'

/** An input or output as onnxruntime describes it. A side that is not fixed has a name, or nothing, instead of a length. */
export interface TensorInfo {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | string | undefined)[]
}

/** Numbers of a picture's tensor: float 0 to 1, or bytes 0 to 255. */
const PICTURE_TYPES = ['float32', 'float16', 'uint8'] as const
type PictureType = (typeof PICTURE_TYPES)[number]

/** What a model takes. */
export interface InputForm {
  readonly name: string
  readonly type: PictureType
  /** Order of the tensor's sides; `n` is a batch of one. */
  readonly axes: 'nchw' | 'nhwc' | 'chw'
  /** Pixels; a side that the model leaves open is absent. */
  readonly width?: number
  readonly height?: number
  /** A second input that wants the size which boxes are to be given in, as width and height. */
  readonly targetSizes?: string
}

/** Where model and metadata leave the size open. */
const USUAL_SIDE = 640
const MOST_SIDE = 4_096

/** An input or output in words: "images float32[1,3,640,640]". */
export const describeTensor = ({ name, type, shape }: TensorInfo): string =>
  `${name} ${type}[${shape.map((side) => side ?? '?').join(',')}]`

const EXPECTED =
  'Expected: one picture as float32, float16 or uint8 in [1,3,height,width] or [1,height,width,3], and no other input but orig_target_sizes'

const refused = (inputs: readonly TensorInfo[], why: string): DetectionFailed =>
  new DetectionFailed(
    'bad-model',
    `The model's input does not fit: ${why}. ${EXPECTED}. Found: ${inputs.map(describeTensor).join('; ') || 'no input'}.`,
  )

const isOpen = (side: number | string | undefined): boolean => typeof side !== 'number' || side <= 0
const isOneOrOpen = (side: number | string | undefined): boolean => side === 1 || isOpen(side)
const lengthOf = (side: number | string | undefined): number | undefined =>
  typeof side === 'number' && side > 0 ? side : undefined

function axesOf(shape: TensorInfo['shape']): InputForm['axes'] | undefined {
  if (shape.length === 3) return shape[0] === 3 || isOpen(shape[0]) ? 'chw' : undefined
  if (shape.length !== 4) return undefined
  if (shape[1] === 3) return 'nchw'
  if (shape[3] === 3) return 'nhwc'
  return isOpen(shape[1]) ? 'nchw' : undefined
}

/** Recognises what a model takes. Throws DetectionFailed where no picture fits, with what was found. */
export function recogniseInput(inputs: readonly TensorInfo[]): InputForm {
  const targetSizes = inputs.find(({ name, type }) => name === 'orig_target_sizes' && type === 'int64')
  const [picture, another] = inputs.filter((input) => input !== targetSizes)
  if (!picture || another) throw refused(inputs, 'it must take one picture')
  const type = PICTURE_TYPES.find((known) => known === picture.type)
  if (!type) throw refused(inputs, `a picture cannot be given as ${picture.type}`)
  const axes = axesOf(picture.shape)
  if (!axes) throw refused(inputs, 'no side has three colours')
  if (axes !== 'chw' && !isOneOrOpen(picture.shape[0]))
    throw refused(inputs, `it wants ${picture.shape[0]} pictures at once`)
  const height = lengthOf(picture.shape[axes === 'nhwc' || axes === 'chw' ? 1 : 2])
  const width = lengthOf(picture.shape[axes === 'nhwc' || axes === 'chw' ? 2 : 3])
  if (Math.max(height ?? 1, width ?? 1) > MOST_SIDE) throw refused(inputs, `a side is over ${MOST_SIDE} pixels`)
  return {
    name: picture.name,
    type,
    axes,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(targetSizes && { targetSizes: targetSizes.name }),
  }
}

const usableSide = (text: string | undefined): number =>
  Number(text) >= 32 && Number(text) <= MOST_SIDE ? Number(text) : USUAL_SIDE

/** The size of the picture that is given: as the model fixes it, else as its metadata name it (`imgsz`, height first), else 640 × 640. Pixels. */
export function inputSize({ width, height }: InputForm, imgsz: string | undefined): Size {
  const trained = /^\[\s*(\d{1,4})\s*,\s*(\d{1,4})\s*\]$/.exec(imgsz ?? '')
  return { width: width ?? usableSide(trained?.[2]), height: height ?? usableSide(trained?.[1]) }
}

/**
 * RGB pixels, row by row, as the numbers of the model's tensor, 0 to 255 for bytes and 0 to 1 otherwise. `normalise` applies the mean and
 * deviation of ImageNet, which detectors with a class "nothing" are trained with.
 */
export function packPixels(
  pixels: Uint8Array,
  { type, axes }: Pick<InputForm, 'type' | 'axes'>,
  normalise: boolean,
): Uint8Array | Float32Array {
  const count = pixels.length / 3
  const packed = type === 'uint8' ? new Uint8Array(pixels.length) : new Float32Array(pixels.length)
  for (let colour = 0; colour < 3; colour += 1) {
    const mean = normalise ? (IMAGENET_MEAN[colour] ?? 0) : 0
    const deviation = normalise ? (IMAGENET_DEVIATION[colour] ?? 1) : 1
    for (let pixel = 0; pixel < count; pixel += 1) {
      const value = pixels[pixel * 3 + colour] ?? 0
      const to = axes === 'nhwc' ? pixel * 3 + colour : colour * count + pixel
      packed[to] = type === 'uint8' ? value : (value / 255 - mean) / deviation
    }
  }
  return packed
}

/** Red, green, blue, of colours from 0 to 1. */
const IMAGENET_MEAN = [0.485, 0.456, 0.406]
const IMAGENET_DEVIATION = [0.229, 0.224, 0.225]
