import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Refused } from './refused.ts'

/** Largest file that is taken, bytes; a text of that size still fits in one string. */
const MOST_BYTES = 256 * 1024 * 1024

/** Endings under which people keep answers: of a folder, only such files are looked into. */
const ENDING = /\.(?:jsonl|ndjson|json|csv|tsv|txt)$/i

/** Whether a file, by its name, may hold answers; what it holds, its content says. */
export const looksLikeAnswers = (name: string): boolean => ENDING.test(name)

/** Does not follow a link that took the file's place since it was found, and does not wait for a pipe. Windows has neither flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Reads a file whole. Throws Refused, also for what the system does not let us read. */
export async function readAnswersFile(path: Buffer): Promise<Uint8Array> {
  try {
    const file = await open(path, FLAGS)
    try {
      const { size } = await file.stat()
      if (size > MOST_BYTES) throw tooLarge(size)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new Refused(
      `It cannot be opened (${String(error.code)}).`,
      'Check that it is still there and that you may read it.',
      {
        cause: error,
      },
    )
  }
}

const tooLarge = (size: number): Refused =>
  new Refused(
    `It has ${Math.ceil(size / 2 ** 20)} MB, more than can be taken.`,
    `Split it into files of at most ${MOST_BYTES / 2 ** 20} MB.`,
  )
