import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ContractError } from '../../contract/rpc.ts'

const SCHEMA = 'pointcheck/sealed/1'

/** 128 MB and about half a second a guess. `r` and `p` as RFC 7914 recommends. */
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32
const SALT_BYTES = 16
/** What GCM is specified for; a new one for every seal. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

const Sealed = z.object({
  schema: z.literal(SCHEMA),
  /** scrypt. Bounded, so that a file from elsewhere cannot ask for all memory. */
  kdf: z.object({
    salt: z.base64(),
    N: z
      .number()
      .int()
      .min(2)
      .max(2 ** 20)
      .refine((cost) => Number.isInteger(Math.log2(cost))),
    r: z.number().int().min(1).max(8),
    p: z.number().int().min(1).max(16),
  }),
  nonce: z.base64(),
  /** Ciphertext and tag. */
  sealed: z.base64(),
})
type Kdf = z.infer<typeof Sealed>['kdf']

/** Seals texts with one passphrase and opens them again. */
export interface Seal {
  /** A JSON text that holds `text` encrypted (AES-256-GCM) under a key derived from the passphrase (scrypt). */
  seal(text: string): Promise<string>
  /** Rejects with `wrong-passphrase` or, where it is no sealed text at all, `damaged-keys`. */
  open(sealed: string): Promise<string>
}

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

export function createSeal(passphrase: string): Seal {
  const keys = new Map<string, Promise<Buffer>>()
  let own: Kdf | undefined
  const keyFor = async (kdf: Kdf): Promise<Buffer> => {
    const name = JSON.stringify(kdf)
    const { N, r, p } = kdf
    const known =
      keys.get(name) ??
      derive(passphrase.normalize('NFC'), Buffer.from(kdf.salt, 'base64'), KEY_BYTES, { N, r, p, maxmem: 256 * N * r })
    keys.set(name, known)
    return known
  }

  return {
    seal: async (text) => {
      own ??= { salt: randomBytes(SALT_BYTES).toString('base64'), ...COST }
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', await keyFor(own), nonce).setAAD(Buffer.from(SCHEMA))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return JSON.stringify({
        schema: SCHEMA,
        kdf: own,
        nonce: nonce.toString('base64'),
        sealed: sealed.toString('base64'),
      })
    },
    open: async (text) => {
      const { kdf, nonce, sealed } = read(text)
      const bytes = Buffer.from(sealed, 'base64')
      const key = await keyFor(kdf)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), {
          authTagLength: TAG_BYTES,
        }).setAAD(Buffer.from(SCHEMA))
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
        const opened = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        )
        own ??= kdf
        return opened
      } catch (error) {
        throw new ContractError(
          'wrong-passphrase',
          'The passphrase does not open the sealed keys, or their file was changed. Give the right one in POINTCHECK_PASSPHRASE.',
          { cause: error },
        )
      }
    },
  }
}

function read(text: string): z.infer<typeof Sealed> {
  try {
    return Sealed.parse(JSON.parse(text))
  } catch (error) {
    throw new ContractError(
      'damaged-keys',
      'The file of sealed keys is damaged. It is left as it is; move it away to begin with an empty one.',
      { cause: error },
    )
  }
}
