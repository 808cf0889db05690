import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** How long a code that was handed to a browser through a file may be used, milliseconds. */
export const ONE_TIME_CODE_MS = 60_000

/** Who may talk to the browser door: whoever holds the token, which is had in exchange for a code. */
export interface Session {
  /** Code of the printed link. A terminal is private, so it stays good for as long as the process lives. */
  readonly printedCode: string
  /** A code that can be exchanged once and within ONE_TIME_CODE_MS. */
  newOneTimeCode(): string
  /** The token, or undefined where the code is unknown, used or expired. */
  exchange(code: string): string | undefined
  accepts(token: string | undefined): boolean
}

const secret = (): string => randomBytes(24).toString('base64url')

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in a time that tells nothing about where two texts differ, nor about their lengths. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

/** `now` in milliseconds; any steady clock. */
export function createSession(now: () => number): Session {
  const token = secret()
  const printedCode = secret()
  const oneTimeCodes = new Map<string, number>()

  return {
    printedCode,
    newOneTimeCode: () => {
      const code = secret()
      oneTimeCodes.set(code, now() + ONE_TIME_CODE_MS)
      return code
    },
    exchange: (code) => {
      if (isSame(code, printedCode)) return token
      for (const [known, expiresAt] of oneTimeCodes) {
        if (!isSame(code, known)) continue
        oneTimeCodes.delete(known)
        return now() <= expiresAt ? token : undefined
      }
      return undefined
    },
    accepts: (offered) => offered !== undefined && isSame(offered, token),
  }
}
