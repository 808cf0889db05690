import { hash as digest } from 'node:crypto'
import { join } from 'node:path'
import { ContractError } from '../../contract/rpc.ts'
import { resizedSize } from '../../core/convention.ts'
import type { Size } from '../../core/geometry.ts'
import type { Image } from '../../core/item.ts'
import type { Resize } from '../../core/solver.ts'
import { bareJpeg } from './bare-jpeg.ts'
import { barePng } from './bare-png.ts'
import { createBlobFolder } from './blob-folder.ts'
import type { Encoded } from './decode-job.ts'
import type { Decoder } from './decoder.ts'
import { fitWithin } from './fit-within.ts'
import { ImageRefused } from './image-refused.ts'
import { MAX_FILE_BYTES, THUMBNAIL_SIDE } from './limits.ts'
import { createPictureCache } from './picture-cache.ts'
import type { CachedPicture } from './picture-cache.ts'
import { sniff } from './sniff.ts'

/** A picture as it may leave the project: upright, sRGB, without metadata. */
export interface Picture {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly width: number
  readonly height: number
}

/** What a solver takes. Bytes count before base64. */
interface PictureLimits {
  readonly maxBytes?: number
  /** Longest side, pixels. */
  readonly maxSide?: number
  /** Made that size beforehand, as the model would do it. */
  readonly resize?: Resize
}

/** The images of a project: bytes in, upright copies out. Reached by hash only. */
export interface ImageLibrary {
  /** Checks, hashes and keeps an image. Throws ImageRefused with reason and remedy for what cannot be taken. */
  add(
    bytes: Uint8Array,
    name: string,
  ): Promise<{ readonly image: Image; readonly existed: boolean; readonly note?: string }>
  /** 256 px, or undefined where the image is unknown. */
  thumbnail(hash: string): Promise<Picture | undefined>
  /** The bytes as they came, or undefined where the image is unknown. Throws ImageRefused where they are damaged. */
  original(hash: string): Promise<Uint8Array | undefined>
  /** Full-size upright sRGB copy, or undefined where the image is unknown. */
  upright(hash: string): Promise<Picture | undefined>
  /** What is sent to a solver: the upright copy, scaled to fit; recorded so that it is recognised when it comes back. */
  forSolver(hash: string, limits: PictureLimits): Promise<Picture>
  close(): Promise<void>
}

/** What the library needs of the project's store. */
interface ImageStore {
  readonly images: {
    get(hash: string): Image | undefined
    insert(image: Image, addedAt: number): void
    insertCopy(hash: string, copy: { readonly imageHash: string; readonly size: Size }): void
  }
  transact<T>(work: () => T): T
  /** As `transact`, shared with others; resolves when it is on disk. */
  commit<T>(work: () => T): Promise<T>
}

export interface ImageLibraryOptions {
  /** The project's folder: `images/` and `cache/` are made in it. */
  readonly folder: string
  readonly store: ImageStore
  readonly decoder: Decoder
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number
  readonly warn: (message: string, error: unknown) => void
}

type Added = Awaited<ReturnType<ImageLibrary['add']>>

const sha256 = (bytes: Uint8Array): string => digest('sha256', bytes)

const pictureOf = ({ bytes, format }: CachedPicture, { width, height }: Size): Picture => ({
  bytes,
  contentType: `image/${format}`,
  width,
  height,
})

/** Points live in the frame that the records name: a copy of any other size must never be shown or sent. */
function checked(copy: Encoded, expected: Size): CachedPicture {
  if (copy.width !== expected.width || copy.height !== expected.height)
    throw new Error(
      `A copy is ${copy.width} × ${copy.height} pixels instead of ${expected.width} × ${expected.height}.`,
    )
  return copy
}

/** The images of one project folder. Originals are kept as they came; what leaves is made anew, or holds nothing but the picture. */
export function createImageLibrary({ folder, store, decoder, now, warn }: ImageLibraryOptions): ImageLibrary {
  const records = store.images
  const originals = createBlobFolder(join(folder, 'images'), true)
  const cacheOf = (name: string) => createPictureCache(createBlobFolder(join(folder, 'cache', name), false), warn)
  const thumbnails = cacheOf('thumbnails')
  const uprights = cacheOf('upright')
  const adding = new Map<string, Promise<Added>>()

  const originalOf = async (image: Image): Promise<Uint8Array> => {
    const bytes = await originals.read(image.hash)
    if (!bytes || sha256(bytes) !== image.hash)
      throw new ImageRefused(
        `The project's copy of ${image.name} is ${bytes ? 'damaged' : 'missing'}.`,
        'Add the picture again: it takes its old place.',
      )
    return bytes
  }

  const addNew = async (bytes: Uint8Array, hash: string, name: string): Promise<Added> => {
    const known = records.get(hash)
    if (known) {
      const kept = await originals.read(hash)
      if (!kept || sha256(kept) !== hash) await originals.write(hash, bytes)
      return { image: known, existed: true }
    }
    const format = await sniff(bytes)
    const { width, height, orientation, frames, thumbnail } = await decoder.run({ kind: 'inspect', bytes, format })
    const image: Image = { hash, name, bytes: bytes.length, format, width, height, orientation, frames }
    await originals.write(hash, bytes)
    await thumbnails.put(hash, thumbnail.bytes)
    store.transact(() => {
      records.insert(image, now())
    })
    return {
      image,
      existed: false,
      ...(frames > 1 && { note: `${name}: only the first of ${frames.toLocaleString('en')} frames is used.` }),
    }
  }

  const uprightOf = async (image: Image): Promise<Picture> => {
    const copy = await uprights.get(image.hash, async () =>
      checked(await decoder.run({ kind: 'upright', bytes: await originalOf(image) }), image),
    )
    return pictureOf(copy, image)
  }

  const scaledOf = async (image: Image, { maxSide, maxBytes, resize }: PictureLimits): Promise<Picture> => {
    const copy = await decoder.run({
      kind: 'scaled',
      bytes: await originalOf(image),
      ...(resize && { size: resizedSize(image, resize) }),
      ...(maxSide !== undefined && { maxSide }),
      ...(maxBytes !== undefined && { maxBytes }),
    })
    return pictureOf(copy, copy)
  }

  /** The picture as it came, without what else its file held, where that is the upright sRGB copy already: nothing is decoded. */
  const bareOf = async (image: Image): Promise<Picture | undefined> => {
    const { format } = image
    if (image.orientation !== 1 || (format !== 'jpeg' && format !== 'png')) return undefined
    const bytes = (format === 'jpeg' ? bareJpeg : barePng)(await originalOf(image), image)
    return bytes && pictureOf({ bytes, format }, image)
  }

  /** The upright picture where it is within the limits, otherwise a smaller one. */
  const fittingOf = async (image: Image, limits: PictureLimits): Promise<Picture> => {
    const { maxSide = Infinity, maxBytes = Infinity, resize } = limits
    const { width, height } = resize ? resizedSize(image, resize) : image
    if (width !== image.width || height !== image.height) return scaledOf(image, limits)
    if (Math.max(image.width, image.height) > maxSide) return scaledOf(image, limits)
    const bare = await bareOf(image)
    if (bare && bare.bytes.length <= maxBytes) return bare
    const full = await uprightOf(image)
    return full.bytes.length <= maxBytes ? full : scaledOf(image, limits)
  }

  return {
    add: async (bytes, name) => {
      if (bytes.length === 0) throw new ImageRefused('It is empty.', 'Copy or download it again.')
      if (bytes.length > MAX_FILE_BYTES)
        throw new ImageRefused(
          `It has ${Math.ceil(bytes.length / 2 ** 20)} MB, more than can be taken.`,
          `Save it with at most ${MAX_FILE_BYTES / 2 ** 20} MB.`,
        )
      const hash = sha256(bytes)
      const running = adding.get(hash)
      if (running) return { image: (await running).image, existed: true }
      const added = addNew(bytes, hash, name.toWellFormed()).finally(() => adding.delete(hash))
      adding.set(hash, added)
      return added
    },
    thumbnail: async (hash) => {
      const image = records.get(hash)
      if (!image) return undefined
      const size = fitWithin(image, THUMBNAIL_SIDE)
      const copy = await thumbnails.get(hash, async () =>
        checked(await decoder.run({ kind: 'thumbnail', bytes: await originalOf(image) }), size),
      )
      return pictureOf(copy, size)
    },
    original: async (hash) => {
      const image = records.get(hash)
      return image && originalOf(image)
    },
    upright: async (hash) => {
      const image = records.get(hash)
      return image && uprightOf(image)
    },
    forSolver: async (hash, limits) => {
      const image = records.get(hash)
      if (!image) throw new ContractError('not-found', 'The project has no such image.')
      const picture = await fittingOf(image, limits)
      const { width, height } = picture
      const copy = sha256(picture.bytes)
      // Not waited for: whatever is stored about the sending is written after it, in the same flush of the disk or a later one.
      store
        .commit(() => {
          records.insertCopy(copy, { imageHash: hash, size: { width, height } })
        })
        .catch((error: unknown) => {
          warn('What was sent of a picture could not be written down.', error)
        })
      return picture
    },
    close: async () => {
      await Promise.allSettled(adding.values())
    },
  }
}
