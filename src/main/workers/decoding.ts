import sharp from 'sharp'
import type { Metadata, Sharp } from 'sharp'
import type { Size } from '../../core/geometry.ts'
import type { ImageFormat } from '../../core/item.ts'
import { checkContainer, isLossyWebp } from '../images/container.ts'
import type { Encoded, Inspected } from '../images/decode-job.ts'
import { fitWithin } from '../images/fit-within.ts'
import { ImageRefused } from '../images/image-refused.ts'
import { MAX_PIXELS, MAX_SIDE, THUMBNAIL_SIDE } from '../images/limits.ts'

// Everything libvips can load is shut out, then the four formats that are taken are let in: no SVG, PDF, TIFF or HEIC by any name.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
})
sharp.concurrency(1)
sharp.cache(false)

/** Qualities tried in turn where a picture must fit into a number of bytes. */
const QUALITIES = [95, 88, 80, 70, 55, 40]
/** A picture below this longest side, pixels, is of no use to anybody. */
const SMALLEST_SIDE = 32

/** The first frame, read once from top to bottom; a file with any damage is an error. */
const openPicture = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning', sequentialRead: true })

const numberText = (value: number): string => value.toLocaleString('en')

/** Reads the header and checks every limit before a pixel is decoded. */
export async function readHeader(bytes: Uint8Array): Promise<Metadata> {
  // Without the decoder's own limit, so that the sizes can be named; no pixel is decoded here.
  const header = await sharp(bytes, { limitInputPixels: false, failOn: 'warning' }).metadata()
  const { width, height } = header
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    throw new ImageRefused(
      `It is ${numberText(width)} × ${numberText(height)} pixels, more than can be taken.`,
      `Save it with sides of at most ${numberText(MAX_SIDE)} and ${numberText(Math.floor(MAX_PIXELS / 1e6))} million pixels in all.`,
    )
  return header
}

const orientationOf = (header: Metadata): number => {
  const { orientation = 1 } = header
  return orientation >= 1 && orientation <= 8 ? orientation : 1
}

/** Upright, sRGB, 8 bits: the one frame in which all points live. Scaled where `size` (pixels, upright) is given. */
export function uprightPicture(bytes: Uint8Array, size?: Size): Sharp {
  const turned = openPicture(bytes).autoOrient()
  return (size ? turned.resize(size.width, size.height, { fit: 'fill' }) : turned).toColourspace('srgb')
}

async function encode(picture: Sharp, format: 'jpeg' | 'png', quality: number): Promise<Encoded> {
  const encoder =
    format === 'jpeg'
      ? picture.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling: '4:4:4' })
      : picture.png({ compressionLevel: 3 })
  const { data, info } = await encoder.toBuffer({ resolveWithObject: true })
  return { bytes: data, format, width: info.width, height: info.height }
}

/** Lossy sources stay lossy, everything else keeps every pixel. */
function servedFormat(bytes: Uint8Array, header: Metadata): 'jpeg' | 'png' {
  if (header.hasAlpha) return 'png'
  const lossy = header.format === 'jpeg' || (header.format === 'webp' && isLossyWebp(bytes))
  return lossy ? 'jpeg' : 'png'
}

/** Decodes all of the picture and makes its thumbnail on the way. `format` is what its signature says. */
export async function inspect(bytes: Uint8Array, format: ImageFormat): Promise<Inspected> {
  const header = await readHeader(bytes)
  if (header.format !== format) throw new Error(`The signature says ${format}, the decoder ${header.format}.`)
  const decoded = { width: header.width, height: header.height, frames: header.pages ?? 1 }
  const { frames } = checkContainer(bytes, format, decoded)
  const { width, height } = header.autoOrient
  return { width, height, orientation: orientationOf(header), frames, thumbnail: await thumbnail(bytes, header) }
}

/** A JPEG of at most 256 px a side, upright, on white. `known` is the header where it was read already. */
export async function thumbnail(bytes: Uint8Array, known?: Metadata): Promise<Encoded> {
  const header = known ?? (await readHeader(bytes))
  const size = fitWithin(header.autoOrient, THUMBNAIL_SIDE)
  const { data, info } = await uprightPicture(bytes, size)
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, format: 'jpeg', width: info.width, height: info.height }
}

/** The whole picture, upright and sRGB, at full size: the frame of all coordinates. */
export async function upright(bytes: Uint8Array): Promise<Encoded> {
  const header = await readHeader(bytes)
  return encode(uprightPicture(bytes), servedFormat(bytes, header), 95)
}

/** The best copy within a longest side (pixels), or of that size, and a number of bytes: first lower quality, then fewer pixels. */
export async function scaled(
  bytes: Uint8Array,
  limits: { readonly size?: Size; readonly maxSide?: number; readonly maxBytes?: number },
): Promise<Encoded> {
  const { maxSide = Infinity, maxBytes = Infinity } = limits
  const header = await readHeader(bytes)
  let size = limits.size ?? fitWithin(header.autoOrient, maxSide)
  if (servedFormat(bytes, header) === 'png') {
    const copy = await encode(uprightPicture(bytes, size), 'png', 100)
    if (copy.bytes.length <= maxBytes) return copy
  }
  for (;;) {
    for (const quality of QUALITIES) {
      const copy = await encode(uprightPicture(bytes, size), 'jpeg', quality)
      if (copy.bytes.length <= maxBytes) return copy
    }
    const longest = Math.max(size.width, size.height)
    if (longest <= SMALLEST_SIDE)
      throw new ImageRefused(
        `It cannot be made to fit into ${numberText(maxBytes)} bytes.`,
        'Use a solver that takes larger pictures.',
      )
    size = fitWithin(size, Math.floor(longest * 0.75))
  }
}
