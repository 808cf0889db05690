import type { ProfileId } from '../../core/solver.ts'

/** What differs between the services of the createTask / getTaskResult family: `protocol.md` 1. */
export interface Profile {
  readonly title: string
  readonly defaultBaseUrl: string
  /** The `type` of the task. */
  readonly taskType: string
  /** What the service takes: bytes before base64, longest side in pixels. */
  readonly limits: { readonly maxBytes: number; readonly maxSide?: number }
  /** Between the reply to createTask and the first getTaskResult, milliseconds. */
  readonly firstWait: number
  /** Between two getTaskResult of one task, milliseconds; never shorter. */
  readonly pollWait: number
  /** After "no money left": how long the service wants to be left alone, milliseconds. */
  readonly balanceWait: number
}

/** No limit is documented for uCaptcha; 20 MB keeps the base64 body below what servers usually take (32 MB). */
const UNDOCUMENTED_BYTES = 20_000_000

export const profiles: Readonly<Record<ProfileId, Profile>> = {
  ucaptcha: {
    title: 'uCaptcha',
    defaultBaseUrl: 'https://api.ucaptcha.net',
    taskType: 'ImageCoordinatesTask',
    limits: { maxBytes: UNDOCUMENTED_BYTES },
    firstWait: 5_000,
    pollWait: 5_000,
    balanceWait: 0,
  },
  '2captcha': {
    title: '2Captcha',
    defaultBaseUrl: 'https://api.2captcha.com',
    taskType: 'CoordinatesTask',
    limits: { maxBytes: 600_000, maxSide: 1_000 },
    firstWait: 5_000,
    pollWait: 5_000,
    balanceWait: 60_000,
  },
  anticaptcha: {
    title: 'Anti-Captcha',
    defaultBaseUrl: 'https://api.anti-captcha.com',
    taskType: 'ImageToCoordinatesTask',
    // Over 500 px a side the worker is shown a smaller picture; scaling here instead keeps the pixels of the answer ours.
    limits: { maxBytes: 500_000, maxSide: 500 },
    firstWait: 5_000,
    pollWait: 2_000,
    balanceWait: 0,
  },
}
