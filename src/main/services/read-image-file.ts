import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { ImageRefused } from '../images/image-refused.ts'
import { MAX_FILE_BYTES } from '../images/limits.ts'
import { HEAD_BYTES, sniff } from '../images/sniff.ts'

/** Endings under which people keep pictures: such a file is worth a word when it cannot be taken. */
const PICTURE_ENDING = /\.(?:jpe?g|jpe|jfif|png|apng|webp|gif|bmp|dib|tiff?|hei[cf]|avif|svg|ico|jxl|jp2|psd)$/i

/** Whether a file, by its name, is meant to be a picture; what it is, its content says. */
export const looksLikePicture = (name: string): boolean => PICTURE_ENDING.test(name)

/** Does not follow a link that took the file's place since it was found, and does not wait for a pipe. Windows has neither flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

async function readHandle(file: FileHandle): Promise<Uint8Array> {
  const status = await file.stat()
  if (!status.isFile()) throw new ImageRefused('It is not an ordinary file.', 'Add the picture itself.')
  const head = Buffer.alloc(Math.min(HEAD_BYTES, status.size))
  await file.read(head, 0, head.length, 0)
  if (status.size > 0) await sniff(head)
  if (status.size > MAX_FILE_BYTES)
    throw new ImageRefused(
      `It has ${Math.ceil(status.size / 2 ** 20)} MB, more than can be taken.`,
      `Save it with at most ${MAX_FILE_BYTES / 2 ** 20} MB.`,
    )
  return file.readFile()
}

/**
 * Reads a picture through one handle, and no more than its head where it is none.
 * Throws ImageRefused, also for what the system does not let us read.
 */
export async function readImageFile(path: Buffer): Promise<Uint8Array> {
  try {
    const file = await open(path, FLAGS)
    try {
      return await readHandle(file)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new ImageRefused(
      error.code === 'ELOOP' ? 'It is a link.' : `It cannot be opened (${String(error.code)}).`,
      'Check that it is still there and that you may read it.',
      { cause: error },
    )
  }
}
