import type { FailureGroup } from '../../../contract/run-methods.ts'

type Words = Pick<FailureGroup, 'title' | 'remedy' | 'action'>

const retry = (title: string, remedy: string): Words => ({ title, remedy, action: 'retry' })
const none = (title: string, remedy: string): Words => ({ title, remedy, action: 'none' })
const reRead = (title: string, remedy: string): Words => ({ title, remedy, action: 're-read' })

const refusedKey = retry('Key refused', 'Nothing was charged. Enter the right key in Solvers, then retry.')
const lostThere = retry(
  'Unknown to the service',
  'It may have been paid. Look into its history; a retry is paid again.',
)
const notOffered = none('Kind of task not offered', 'Nothing was charged. Choose another solver for these items.')
const unsolvable = 'Services do not charge for these as a rule. A clearer instruction helps.'

/** The codes of `protocol.md` 3 and our own. Every remedy says first whether money was spent. */
const words: Readonly<Record<string, Words>> = {
  ERROR_KEY_DOES_NOT_EXIST: refusedKey,
  ERROR_WRONG_USER_KEY: refusedKey,
  ERROR_ZERO_BALANCE: retry('Balance used up', 'Nothing was charged. Top up the balance, then retry.'),
  ERROR_NO_SLOT_AVAILABLE: retry('Nobody free at the service', 'Nothing was charged. Retry later.'),
  ERROR_IP_NOT_ALLOWED: retry(
    'Network address not allowed',
    'Nothing was charged. Allow it at the service, then retry.',
  ),
  ERROR_IP_BLOCKED: retry('Network address blocked', 'Nothing was charged. Ask the service, then retry.'),
  ERROR_ACCOUNT_SUSPENDED: retry('Account suspended', 'Nothing was charged. Ask the service, then retry.'),
  ERROR_ZERO_CAPTCHA_FILESIZE: none('Picture too small', 'Nothing was charged. Import a larger picture.'),
  ERROR_TOO_BIG_CAPTCHA_FILESIZE: none(
    'Picture too big',
    'Nothing was charged. Choose another solver for these items.',
  ),
  ERROR_IMAGE_TYPE_NOT_SUPPORTED: none(
    'Kind of picture not read',
    'Nothing was charged. Choose another solver for these items.',
  ),
  ERROR_BAD_PARAMETERS: retry(
    'Request not accepted',
    'Nothing was charged. Look at the reply, change the settings of the solver, then retry.',
  ),
  ERROR_BAD_IMGINSTRUCTIONS: retry(
    'Instruction picture not accepted',
    'Nothing was charged. Change or remove it in Solvers, then retry.',
  ),
  ERROR_EMPTY_COMMENT: retry('Instruction missing', 'Nothing was charged. Type an instruction, then retry.'),
  TASK_NOT_SUPPORTED: notOffered,
  ERROR_TASK_NOT_SUPPORTED: notOffered,
  ERROR_TASK_ABSENT: retry('Request not understood', 'Nothing was charged. Check the base URL, then retry.'),
  ERROR_CAPTCHA_UNSOLVABLE: retry('Could not be solved', unsolvable),
  ERROR_BAD_DUPLICATES: retry('No agreement on the answer', unsolvable),
  ERROR_NO_SUCH_CAPCHA_ID: lostThere,
  ERROR_WRONG_CAPTCHA_ID: lostThere,
  'unreadable-answer': reRead('Wrong format', 'Paid. Replies are kept. Fix the reading and re-read: free.'),
  'no-convention': reRead('Reading not chosen', 'Paid. Replies are kept. Choose how they are read and re-read: free.'),
  picture: retry('Picture cannot be read', 'Nothing was sent. Import the picture again, then retry.'),
  'unknown-class': retry(
    'Not a class of the model',
    'Nothing was charged. Change the instruction or add a synonym in Solvers, then retry.',
  ),
  'bad-output': retry(
    'Model gave no usable boxes',
    'Nothing was charged. Export the model again or choose another, then retry.',
  ),
  'model-crashed': retry(
    'Model broke down',
    'Nothing was charged. Close other programs or choose a smaller model, then retry.',
  ),
  'result-lost': retry('Paid, result lost', 'The service took it and gave no result. Ask it, or retry: paid again.'),
  'repeated-id': retry('Id given twice', 'It may have been paid. Ask the service, or retry: paid again.'),
  'reply-lost': retry('Reply lost', 'It may have been paid. A retry may be paid twice.'),
  unconfirmed: none('Unconfirmed', 'Look into the balance or the history at the service, then decide about it.'),
  unreachable: retry('Service not reached', 'Nothing was sent, nothing was charged. Retry when it is back.'),
}

/** Names of statuses that services give without a code of their own. */
const byStatus = (status: string): Words => {
  if (status === '429') return retry('Too many requests', 'Nothing was charged. Lower the rate in Solvers, then retry.')
  return status.startsWith('5')
    ? retry('Service out of order', 'It may have been paid. Look into its history; a retry is paid again.')
    : retry(`Refused with HTTP ${status}`, 'Nothing was charged. Look at the reply, check the solver, then retry.')
}

/** How long a title may be before the code stands in for what the service said. */
const LONGEST_TITLE = 60

/** A cause in words: what happened, whether it was paid, what to do. A code that is not known keeps what was said with it. */
export function wordsFor(code: string, message: string): Words {
  const known = Object.hasOwn(words, code) ? words[code] : undefined
  if (known) return known
  const status = /^HTTP (\d{3})$/.exec(code)?.[1]
  if (status !== undefined) return byStatus(status)
  const said = message.trim().replace(/[.\s]+$/, '')
  return retry(
    said !== '' && said.length <= LONGEST_TITLE ? said : code || 'Unknown cause',
    'Look at the reply to see whether it was paid, then retry.',
  )
}
