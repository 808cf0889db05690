import type { Image } from '../../core/item.ts'
import { ImageFormat } from '../../core/item.ts'
import type { Size } from '../../core/geometry.ts'
import type { Db } from './database.ts'

export interface ImageRow {
  readonly hash: string
  readonly name: string
  readonly bytes: number
  readonly format: string
  readonly width: number
  readonly height: number
  readonly orientation: number
  readonly frames: number
}

/** Columns of `images` that `imageOf` reads; `as i` in a join. */
export const IMAGE_COLUMNS = 'i.hash, i.name, i.bytes, i.format, i.width, i.height, i.orientation, i.frames'

/** The image of a row read with IMAGE_COLUMNS. */
export const imageOf = (row: ImageRow): Image => ({
  hash: row.hash,
  name: row.name,
  bytes: row.bytes,
  format: ImageFormat.parse(row.format),
  width: row.width,
  height: row.height,
  orientation: row.orientation,
  frames: row.frames,
})

/** The image that some sent bytes were made from, and the size they had, pixels. */
interface CopyOf {
  readonly imageHash: string
  readonly size: Size
}

export interface ImagesTable {
  get(hash: string): Image | undefined
  /** Does nothing where the image is known. */
  insert(image: Image, addedAt: number): void
  /** Remembers that bytes with the SHA-256 `hash` were sent for an image. */
  insertCopy(hash: string, copy: CopyOf): void
  findCopy(hash: string): CopyOf | undefined
  count(): number
}

/** The queries of images, over an open database. */
export function createImagesTable(db: Db): ImagesTable {
  const get = db.prepare<[string], ImageRow>(`SELECT ${IMAGE_COLUMNS} FROM images i WHERE hash = ?`)
  const insert = db.prepare<[ImageRow & { addedAt: number }]>(
    `INSERT OR IGNORE INTO images (hash, name, bytes, format, width, height, orientation, frames, added_at)
     VALUES (@hash, @name, @bytes, @format, @width, @height, @orientation, @frames, @addedAt)`,
  )
  const insertCopy = db.prepare<[string, string, number, number]>(
    'INSERT OR IGNORE INTO image_copies (hash, image_hash, width, height) VALUES (?, ?, ?, ?)',
  )
  const findCopy = db.prepare<[string], { image_hash: string; width: number; height: number }>(
    'SELECT image_hash, width, height FROM image_copies WHERE hash = ?',
  )
  const count = db.prepare<[], number>('SELECT count(*) FROM images').pluck()
  return {
    get: (hash) => {
      const row = get.get(hash)
      return row && imageOf(row)
    },
    insert: (image, addedAt) => {
      insert.run({ ...image, addedAt })
    },
    insertCopy: (hash, { imageHash, size }) => {
      insertCopy.run(hash, imageHash, size.width, size.height)
    },
    findCopy: (hash) => {
      const row = findCopy.get(hash)
      return row && { imageHash: row.image_hash, size: { width: row.width, height: row.height } }
    },
    count: () => count.get() ?? 0,
  }
}
