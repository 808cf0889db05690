/** What to do about a failure, by the service's code or ours. */
const remedies: Readonly<Record<string, string>> = {
  ERROR_ZERO_BALANCE: 'Top up the account, or turn another solver on.',
  ERROR_KEY_DOES_NOT_EXIST: 'Enter the key again in the solver’s settings.',
  ERROR_WRONG_USER_KEY: 'Enter the key again in the solver’s settings.',
  ERROR_IP_NOT_ALLOWED: 'Allow this machine’s address at the service.',
  ERROR_IP_BLOCKED: 'Wait, or ask the service to lift the block.',
  ERROR_ACCOUNT_SUSPENDED: 'Ask the service about the account.',
  ERROR_NO_SLOT_AVAILABLE: 'Try again in a while.',
  ERROR_TOO_BIG_CAPTCHA_FILESIZE: 'Turn another solver on, or use a smaller picture.',
  ERROR_IMAGE_TYPE_NOT_SUPPORTED: 'Turn another solver on for this picture.',
  ERROR_EMPTY_COMMENT: 'Type an instruction and send again.',
  ERROR_TASK_NOT_SUPPORTED: 'Check that the solver’s profile fits the service.',
  ERROR_CAPTCHA_UNSOLVABLE: 'Put the instruction in other words, mark the points by hand, or turn another solver on.',
  ERROR_BAD_DUPLICATES: 'Put the instruction in other words, or retry.',
}

/** The first sentence of a message, and what follows it. */
export function headline(message: string): { readonly first: string; readonly rest: string } {
  const [, first = message, rest = ''] = /^(.*?[.!?])\s+(?=[A-Z])(.*)$/s.exec(message) ?? []
  return { first, rest }
}

const anyRemedy = 'Retry, or turn another solver on.'

/** One sentence on what to do about a failure. */
export const remedyOf = (code: string | undefined): string => remedies[code ?? ''] ?? anyRemedy

/** Whether the reply is kept and waits to be read: nothing needs to be sent again. */
export const isUnread = (code: string | undefined): boolean => code === 'unreadable-answer' || code === 'no-convention'

/** A reason names its solver, for it may stand alone; where the name stands beside it that is once too often. */
export const withoutName = (reason: string, { name }: { readonly name: string }): string =>
  reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason
