import type { ModelId, ProfileId, Resize, ServiceId, SolverOptions } from '../../core/solver.ts'
import { LocalId } from '../../core/solver.ts'
import type { Endpoint } from './endpoint.ts'
import { isLoopback } from './endpoint.ts'

/** Sources that are reached over a network. */
export type NetworkId = ServiceId | ModelId

export const isNetwork = (profile: ProfileId): profile is NetworkId => !LocalId.safeParse(profile).success

/** What differs between sources before a request is made: `protocol.md` 1, 4 and 5. Times in milliseconds. */
export interface Profile {
  readonly title: string
  /** Absent for sources inside the app, and where everybody has another. */
  readonly defaultBaseUrl?: string
  /** What it takes: bytes before base64, longest side in pixels. */
  readonly limits: { readonly maxBytes?: number; readonly maxSide?: number }
  /** Between the reply to createTask and the first getTaskResult. */
  readonly firstWait: number
  /** Between two getTaskResult of one task; never shorter. */
  readonly pollWait: number
  /** After "no money left": how long the service wants to be left alone. */
  readonly balanceWait: number
  /** Whether it takes no request without a key. `beyond-loopback`: the same program without a key may run on this machine. */
  readonly key: 'needed' | 'beyond-loopback' | 'optional' | 'none'
  /** Least time between two questions for the balance. Absent where it has none. */
  readonly balanceEvery?: number
  /** What may be told about an answer, and for how long after it. Absent where nothing may. */
  readonly feedback?: { readonly verdicts: readonly ('right' | 'wrong')[]; readonly within?: number }
}

/** No limit is documented for uCaptcha; 20 MB keeps the base64 body below what servers usually take (32 MB). */
const UNDOCUMENTED_BYTES = 20_000_000
/** Anti-Captcha asks for no more than one question for the balance in that time; the others lose nothing by it. */
const BALANCE_EVERY = 30_000

const noWaits = { firstWait: 0, pollWait: 0, balanceWait: 0 } as const
const bothVerdicts = { verdicts: ['right', 'wrong'] } as const

const local = (title: string): Profile => ({
  title,
  limits: {},
  ...noWaits,
  key: 'none',
})

export const profiles: Readonly<Record<ProfileId, Profile>> = {
  ucaptcha: {
    title: 'uCaptcha',
    defaultBaseUrl: 'https://api.ucaptcha.net',
    limits: { maxBytes: UNDOCUMENTED_BYTES },
    firstWait: 5_000,
    pollWait: 5_000,
    balanceWait: 0,
    key: 'needed',
    balanceEvery: BALANCE_EVERY,
    feedback: bothVerdicts,
  },
  '2captcha': {
    title: '2Captcha',
    defaultBaseUrl: 'https://api.2captcha.com',
    limits: { maxBytes: 600_000, maxSide: 1_000 },
    firstWait: 5_000,
    pollWait: 5_000,
    balanceWait: 60_000,
    key: 'needed',
    balanceEvery: BALANCE_EVERY,
    feedback: bothVerdicts,
  },
  anticaptcha: {
    title: 'Anti-Captcha',
    defaultBaseUrl: 'https://api.anti-captcha.com',
    // Over 500 px a side the worker is shown a smaller picture; scaling here instead keeps the pixels of the answer ours.
    limits: { maxBytes: 500_000, maxSide: 500 },
    firstWait: 5_000,
    pollWait: 2_000,
    balanceWait: 0,
    key: 'needed',
    balanceEvery: BALANCE_EVERY,
    feedback: { verdicts: ['wrong'], within: 60_000 },
  },
  legacy: {
    title: 'in.php / res.php',
    defaultBaseUrl: 'https://2captcha.com',
    limits: { maxBytes: 600_000, maxSide: 1_000 },
    firstWait: 5_000,
    pollWait: 5_000,
    balanceWait: 60_000,
    key: 'needed',
    balanceEvery: BALANCE_EVERY,
    feedback: bothVerdicts,
  },
  moondream: {
    title: 'Moondream',
    defaultBaseUrl: 'https://api.moondream.ai',
    limits: { maxBytes: UNDOCUMENTED_BYTES },
    ...noWaits,
    key: 'beyond-loopback',
  },
  gemini: {
    title: 'Gemini',
    defaultBaseUrl: 'https://generativelanguage.googleapis.com',
    // A request with the picture inside may have 20 MB, base64 included.
    limits: { maxBytes: 14_000_000 },
    ...noWaits,
    key: 'needed',
  },
  chat: {
    title: 'OpenAI-compatible chat',
    defaultBaseUrl: 'http://localhost:11434/v1',
    limits: { maxBytes: UNDOCUMENTED_BYTES },
    ...noWaits,
    key: 'optional',
  },
  onnx: local('ONNX detector'),
  file: local('Answers from a file'),
  similar: local('Find similar'),
}

/** Whether that source takes nothing at that address without a key. */
export const needsKey = (profile: Profile, endpoint: Endpoint): boolean =>
  profile.key === 'needed' || (profile.key === 'beyond-loopback' && !isLoopback(new URL(endpoint.origin).hostname))

/** What a picture for a solver must be like: the limits of its profile, and the size its model would make of it, where that is wished. */
export const limitsFor = (
  { limits }: Profile,
  { resize, resizeBefore }: SolverOptions,
): Profile['limits'] & { readonly resize?: Resize } => ({ ...limits, ...(resizeBefore && resize && { resize }) })
