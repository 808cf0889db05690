import { fileTypeFromBuffer } from 'file-type'
import type { JsonServiceId } from '../../core/solver.ts'

/** What services take, bytes. `protocol.md` 1; uCaptcha documents none. */
const MOST_BYTES: Readonly<Record<JsonServiceId, number>> = {
  ucaptcha: 24_000_000,
  '2captcha': 600_000,
  anticaptcha: 500_000,
}
const FEWEST_BYTES = 100

const KINDS: Readonly<Record<JsonServiceId, readonly string[]>> = {
  ucaptcha: ['jpg', 'png', 'gif', 'webp', 'bmp'],
  '2captcha': ['jpg', 'png', 'gif'],
  anticaptcha: ['jpg', 'png', 'gif'],
}

/** The code of what is wrong with a picture that came in, or nothing. */
export async function pictureFault(profile: JsonServiceId, image: Uint8Array): Promise<string | undefined> {
  if (image.byteLength < FEWEST_BYTES) return 'ERROR_ZERO_CAPTCHA_FILESIZE'
  if (image.byteLength > MOST_BYTES[profile]) return 'ERROR_TOO_BIG_CAPTCHA_FILESIZE'
  const kind = (await fileTypeFromBuffer(image))?.ext
  return kind && KINDS[profile].includes(kind) ? undefined : 'ERROR_IMAGE_TYPE_NOT_SUPPORTED'
}

/** The bytes of a base64 body, or undefined where it is none. Only 2Captcha takes a data URI; nobody takes line breaks. */
export function readBase64(profile: JsonServiceId, body: string): Uint8Array | undefined {
  const bare = profile === '2captcha' ? body.replace(/^data:image\/[a-z.+-]+;base64,/, '') : body
  return /^[A-Za-z0-9+/]*={0,2}$/.test(bare) ? Buffer.from(bare, 'base64') : undefined
}
