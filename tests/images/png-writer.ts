import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib'

export const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

export function chunk(type: string, data: Buffer, checksum?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([word(data.length), body, word(checksum ?? crc32(body))])
}

export interface Header {
  readonly width: number
  readonly height: number
  readonly depth?: number
  /** 0 grey, 2 RGB, 3 palette, 6 RGB and alpha. */
  readonly colour?: number
  readonly interlaced?: boolean
}

export const header = ({ width, height, depth = 8, colour = 2, interlaced = false }: Header): Buffer =>
  chunk('IHDR', Buffer.concat([word(width), word(height), Buffer.from([depth, colour, 0, 0, interlaced ? 1 : 0])]))

export const end = chunk('IEND', Buffer.alloc(0))

/** A PNG with any header, the compressed `rows` and extra chunks before them: also one that lies. */
export function png(head: Header, rows: Buffer, extra: readonly Buffer[] = []): Buffer {
  return Buffer.concat([SIGNATURE, header(head), ...extra, chunk('IDAT', deflateSync(rows, { level: 9 })), end])
}

/** Black rows of a picture, with their filter bytes. */
export function blackRows({ width, height, depth = 8, colour = 2 }: Header): Buffer {
  const samples = { 0: 1, 2: 3, 3: 1, 6: 4 }[colour] ?? 1
  return Buffer.alloc(height * (1 + Math.ceil((width * depth * samples) / 8)))
}

/** An interlaced picture of 16-bit RGBA that is all zeros: kilobytes that ask for 8 bytes a pixel. Its checksum is left out. */
export function zeroBomb(side: number): Buffer {
  const block = 2 ** 20
  const zeros = deflateRawSync(Buffer.alloc(block), { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const blocks = Math.ceil((side * side * 8) / block) + 1
  const stream = Buffer.concat([Buffer.from([0x78, 0xda]), ...Array.from({ length: blocks }, () => zeros)])
  const head = { width: side, height: side, depth: 16, colour: 6, interlaced: true }
  return Buffer.concat([SIGNATURE, header(head), chunk('IDAT', stream), end])
}
