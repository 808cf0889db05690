/**
 * What the queue does when a service says no, `protocol.md` 3.
 * `hold`: no further request goes to that service until a person has acted; its tasks stay queued.
 * `later`: the service did not take the task; it is offered again after a pause.
 * `fail`: this task is over.
 */
export type Consequence = 'hold' | 'later' | 'fail'

export interface Refusal {
  /** As the service spelt it. */
  readonly code: string
  readonly message: string
  readonly consequence: Consequence
  /** The service says that there is no money left. */
  readonly noBalance: boolean
  /** How long it asks to be left alone, milliseconds, where the body says so. */
  readonly retryAfter?: number
}

interface Meaning {
  /** errorId where the service uses numbers. */
  readonly id?: number
  readonly consequence: Consequence
  readonly words: string
}

const meanings: Readonly<Record<string, Meaning>> = {
  ERROR_KEY_DOES_NOT_EXIST: {
    id: 1,
    consequence: 'hold',
    words: 'The service does not know this key. Enter the right one.',
  },
  ERROR_WRONG_USER_KEY: { consequence: 'hold', words: 'The service does not know this key. Enter the right one.' },
  ERROR_ZERO_BALANCE: {
    id: 10,
    consequence: 'hold',
    words: 'The balance at the service is used up. Top it up, then send again.',
  },
  ERROR_IP_NOT_ALLOWED: {
    id: 11,
    consequence: 'hold',
    words: 'The service does not serve this network address for this key.',
  },
  IP_BANNED: { consequence: 'hold', words: 'The service has blocked this network address.' },
  ERROR_IP_BLOCKED: { id: 21, consequence: 'hold', words: 'The service has blocked this network address.' },
  ERROR_ACCOUNT_SUSPENDED: { id: 55, consequence: 'hold', words: 'The account at the service is suspended.' },
  ERROR_NO_SLOT_AVAILABLE: { id: 2, consequence: 'later', words: 'The service had no one free.' },
  MAX_USER_TURN: { consequence: 'later', words: 'The service wants fewer requests for a while.' },
  ERROR_TOO_MUCH_REQUESTS: { consequence: 'later', words: 'The service wants fewer requests for a while.' },
  ERROR_ZERO_CAPTCHA_FILESIZE: {
    id: 3,
    consequence: 'fail',
    words: 'The service found the picture too small or empty.',
  },
  ERROR_TOO_BIG_CAPTCHA_FILESIZE: { id: 4, consequence: 'fail', words: 'The service found the picture too big.' },
  ERROR_IMAGE_TYPE_NOT_SUPPORTED: {
    id: 15,
    consequence: 'fail',
    words: 'The service cannot read this kind of picture.',
  },
  ERROR_BAD_PARAMETERS: { id: 110, consequence: 'fail', words: 'The service did not accept the request.' },
  ERROR_BAD_IMGINSTRUCTIONS: {
    id: 115,
    consequence: 'fail',
    words: 'The service did not accept the instruction picture.',
  },
  ERROR_EMPTY_COMMENT: { id: 20, consequence: 'fail', words: 'The service wants an instruction.' },
  TASK_NOT_SUPPORTED: { consequence: 'fail', words: 'The service does not offer this kind of task.' },
  ERROR_TASK_NOT_SUPPORTED: { id: 23, consequence: 'fail', words: 'The service does not offer this kind of task.' },
  ERROR_TASK_ABSENT: { id: 22, consequence: 'fail', words: 'The service found no task in the request.' },
  ERROR_CAPTCHA_UNSOLVABLE: { id: 12, consequence: 'fail', words: 'The service could not solve it.' },
  ERROR_BAD_DUPLICATES: { id: 13, consequence: 'fail', words: 'The service found no agreement on the answer.' },
  ERROR_NO_SUCH_CAPCHA_ID: {
    id: 16,
    consequence: 'fail',
    words: 'The service does not know this task any more. It may have been paid.',
  },
  ERROR_WRONG_CAPTCHA_ID: {
    consequence: 'fail',
    words: 'The service does not know this task any more. It may have been paid.',
  },
}

const codesById: ReadonlyMap<number, string> = new Map(
  Object.entries(meanings).flatMap(([code, { id }]) => (id === undefined ? [] : [[id, code]])),
)

/** Where the service gives no code that is known: what its HTTP status says. */
function byStatus(status: number): Consequence {
  if (status === 401 || status === 402 || status === 403) return 'hold'
  return status === 429 || status >= 500 ? 'later' : 'fail'
}

/** Reads what a service said with its refusal. A number stands in for a missing code only where services agree on it. */
export function readRefusal(said: { status: number; errorId: number; code: string; description: string }): Refusal {
  // uCaptcha's errorId is 1 for every error, so a bare 1 says nothing.
  const code = said.code || (said.errorId > 1 ? codesById.get(said.errorId) : undefined) || `HTTP ${said.status}`
  const meaning = Object.hasOwn(meanings, code) ? meanings[code] : undefined
  return {
    code,
    message: said.description || meaning?.words || 'The service gave no reason.',
    consequence: meaning?.consequence ?? byStatus(said.status),
    noBalance: code === 'ERROR_ZERO_BALANCE' || (!meaning && said.status === 402),
  }
}

/**
 * A refusal of createTask. A service that broke (5xx) with a code that nobody knows may have taken the task first, so it is not
 * offered again by itself; asking for a result may be repeated.
 */
export const refusalOfTask = (status: number, refusal: Refusal): Refusal =>
  status >= 500 && refusal.consequence === 'later' && !Object.hasOwn(meanings, refusal.code)
    ? { ...refusal, consequence: 'fail' }
    : refusal
