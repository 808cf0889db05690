import type { ModelId } from '../../core/solver.ts'
import type { JsonReply } from './wording.ts'

interface Trouble {
  readonly status: number
  /** As OpenAI, and as Gemini call it. */
  readonly code: string
  readonly geminiStatus: string
  readonly words: string
}

/** What models say where services have a code of their own: `fail` switches name those. */
const troubles: Readonly<Record<string, Trouble>> = {
  ERROR_KEY_DOES_NOT_EXIST: {
    status: 401,
    code: 'invalid_api_key',
    geminiStatus: 'UNAUTHENTICATED',
    words: 'The key is not valid.',
  },
  ERROR_ZERO_BALANCE: {
    status: 402,
    code: 'insufficient_quota',
    geminiStatus: 'FAILED_PRECONDITION',
    words: 'The account has no money left.',
  },
  ERROR_NO_SLOT_AVAILABLE: {
    status: 429,
    code: 'rate_limit_exceeded',
    geminiStatus: 'RESOURCE_EXHAUSTED',
    words: 'Too many requests.',
  },
  MODEL_NOT_FOUND: {
    status: 404,
    code: 'model_not_found',
    geminiStatus: 'NOT_FOUND',
    words: 'There is no such model.',
  },
}
const BAD_REQUEST: Omit<Trouble, 'words'> = {
  status: 400,
  code: 'invalid_request_error',
  geminiStatus: 'INVALID_ARGUMENT',
}

/** An error as that kind of model words it, for the code that a service would give. */
export function modelError(model: ModelId, code: string, description?: string): JsonReply {
  const known = Object.hasOwn(troubles, code) ? troubles[code] : undefined
  const { status, code: spelt, geminiStatus } = known ?? BAD_REQUEST
  const message = description ?? known?.words ?? code
  if (model === 'moondream') return { status, body: { error: { message, type: spelt } } }
  if (model === 'chat') {
    return { status, body: { error: { message, type: 'invalid_request_error', param: null, code: spelt } } }
  }
  // A bad key is a bad request there, and only the details tell.
  return spelt === 'invalid_api_key'
    ? {
        status: 400,
        body: { error: { code: 400, message, status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] } },
      }
    : { status, body: { error: { code: status, message, status: geminiStatus } } }
}
