import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { replacePrivateFile } from '../host/replace-file.ts'
import type { Log } from '../services/context.ts'

const Entry = z.object({
  /** Keyring that encrypted it. */
  backend: z.string(),
  /** Origin the key was entered for. */
  origin: z.string(),
  lastFour: z.string().max(4),
  /** Base64. */
  ciphertext: z.string(),
})
export type KeyEntry = Readonly<z.infer<typeof Entry>>

/** Stored keys by solver id; none where the file is missing; undefined, and the file left alone, where it is damaged. */
export function readKeyFile(file: string, log: Log): Readonly<Record<string, KeyEntry>> | undefined {
  try {
    return z.record(z.string(), Entry).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    log('error', `${file} cannot be read and is left as it is; keys are kept for this session only`, error)
    return undefined
  }
}

/** Replaces the file as a whole; only its owner may read it. */
export function writeKeyFile(file: string, entries: Readonly<Record<string, KeyEntry>>): void {
  replacePrivateFile(file, JSON.stringify(entries))
}
