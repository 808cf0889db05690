import type { CV } from '@techstark/opencv-js'
import sharp from 'sharp'
import { MAX_PIXELS } from '../../images/limits.ts'
import type { ExampleFault, MarkedBox, Match, SimilarPicture } from '../../images/similar-job.ts'
import type { Example } from './example.ts'
import { chooseReach } from './example.ts'
import type { Pyramid } from './pyramid.ts'
import { createPyramid, fullLevel } from './pyramid.ts'
import { ENOUGH_PIXELS, SMALLEST_SIZE } from './search.ts'

/** Pixels of a picture that is searched; a larger one is searched at this size. At most some 450 MB a thread are needed for it. */
const MOST_PIXELS = 8_000_000

/** A picture ready to be searched, and what is to be found in it. */
export interface OpenSearch {
  readonly pyramid: Pyramid
  readonly examples: readonly Example[]
  /** The size of the picture by that of the image. */
  readonly searchedAt: number
  /** A match in pixels of the full-size image. */
  toFull(match: Match): Match
}

/** An example that cannot be looked for. `example` is its place in the list. */
export class BadExample extends Error {
  readonly example: number
  readonly fault: ExampleFault
  constructor(example: number, fault: ExampleFault) {
    super(`Example ${example + 1} is ${fault}.`)
    this.name = 'BadExample'
    this.example = example
    this.fault = fault
  }
}

const sizeOf = ({ box }: MarkedBox): number => Math.sqrt(box.width * box.height)

/** Decodes the pictures as large as is of use. The first is the one to be searched. Throws BadExample. */
export async function openSearch(
  cv: CV,
  pictures: readonly SimilarPicture[],
  marked: readonly MarkedBox[],
): Promise<OpenSearch> {
  const smallest = Math.min(...marked.map(sizeOf))
  const pyramids = await Promise.all(
    pictures.map(async ({ bytes, size }) => {
      const share = Math.min(1, ENOUGH_PIXELS / smallest, Math.sqrt(MOST_PIXELS / (size.width * size.height)))
      return createPyramid(cv, await decode(bytes, Math.round(size.width * share), Math.round(size.height * share)))
    }),
  )
  const scaleOf = (index: number): { readonly x: number; readonly y: number } => {
    const [pyramid, picture] = [pyramids[index], pictures[index]]
    if (!pyramid || !picture) throw new RangeError(`There is no picture ${index}.`)
    const { width, height } = fullLevel(pyramid)
    return { x: width / picture.size.width, y: height / picture.size.height }
  }
  const sought = scaleOf(0)
  const examples = marked.map((one, index) => {
    const { box, picture } = one
    const scale = scaleOf(picture)
    const [width, height] = [box.width * scale.x, box.height * scale.y]
    const sizeSought = sizeOf(one) * Math.sqrt(sought.x * sought.y)
    const pyramid = pyramids[picture]
    if (!pyramid || Math.min(width, height) < SMALLEST_SIZE || sizeSought < SMALLEST_SIZE * Math.SQRT2)
      throw new BadExample(index, 'small')
    const example = chooseReach({
      pyramid,
      pose: {
        x: (box.x + box.width / 2) * scale.x,
        y: (box.y + box.height / 2) * scale.y,
        size: Math.sqrt(width * height),
        angle: 0,
      },
      aspect: width / height,
      sizeSought,
    })
    if (!example) throw new BadExample(index, 'even')
    return example
  })
  const [pyramid] = pyramids
  if (!pyramid) throw new RangeError('There is no picture to search.')
  return {
    pyramid,
    examples,
    searchedAt: Math.min(1, sought.x),
    toFull: ({ x, y, width, height, score }) => ({
      x: x / sought.x,
      y: y / sought.y,
      width: width / sought.x,
      height: height / sought.y,
      score,
    }),
  }
}

async function decode(bytes: Uint8Array, width: number, height: number) {
  const data = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .resize(width, height, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  return { width, height, data }
}
