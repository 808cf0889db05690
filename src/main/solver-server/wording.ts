import type { JsonServiceId } from '../../core/solver.ts'
import type { BookedTask } from './task-book.ts'
import type { Point } from './answerer.ts'

/** What goes back over the wire. */
export interface JsonReply {
  readonly status: number
  readonly body: unknown
}

/** errorId where a service uses numbers; uCaptcha says 1 for every error. HTTP statuses are uCaptcha's. `protocol.md` 3. */
const codes: Readonly<Record<string, { readonly id: number; readonly status: number; readonly words: string }>> = {
  ERROR_KEY_DOES_NOT_EXIST: { id: 1, status: 401, words: 'Account authorization key not found in the system' },
  ERROR_NO_SLOT_AVAILABLE: { id: 2, status: 429, words: 'No idle workers are available at the moment' },
  ERROR_ZERO_CAPTCHA_FILESIZE: { id: 3, status: 400, words: 'The size of the image is less than 100 bytes' },
  ERROR_TOO_BIG_CAPTCHA_FILESIZE: { id: 4, status: 400, words: 'The size of the image is too big' },
  ERROR_ZERO_BALANCE: { id: 10, status: 402, words: 'Account has zero or negative balance' },
  ERROR_CAPTCHA_UNSOLVABLE: { id: 12, status: 200, words: 'Workers could not solve the image' },
  ERROR_BAD_DUPLICATES: { id: 13, status: 200, words: 'Not enough matching answers' },
  ERROR_IMAGE_TYPE_NOT_SUPPORTED: { id: 15, status: 400, words: 'Could not determine the type of the image' },
  ERROR_NO_SUCH_CAPCHA_ID: { id: 16, status: 404, words: 'The task you are requesting does not exist or has expired' },
  ERROR_TASK_ABSENT: { id: 22, status: 400, words: 'The task property is empty or missing' },
  ERROR_TASK_NOT_SUPPORTED: { id: 23, status: 400, words: 'The task type is not supported' },
  ERROR_BAD_PARAMETERS: { id: 110, status: 400, words: 'The request could not be read' },
}

/** An error as that service words it. Only uCaptcha says it with the HTTP status too. */
export function errorReply(profile: JsonServiceId, code: string, description?: string): JsonReply {
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined
  const errorDescription = description ?? known?.words ?? code
  return profile === 'ucaptcha'
    ? { status: known?.status ?? 400, body: { errorId: 1, errorCode: code, errorDescription } }
    : { status: 200, body: { errorId: known?.id ?? 110, errorCode: code, errorDescription } }
}

/** Integer ids keep their digits: they are below 2^53 here. */
export const idOnTheWire = (task: BookedTask): string | number =>
  task.profile === 'ucaptcha' ? task.id : Number(task.id)

const coordinates = (profile: JsonServiceId, points: readonly Point[]): unknown =>
  points.map(({ x, y }) =>
    profile === 'anticaptcha' ? [Math.round(x), Math.round(y)] : { x: Math.round(x), y: Math.round(y) },
  )

/** createTask took the task. */
export const createdReply = (task: BookedTask): JsonReply => ({
  status: 200,
  body:
    task.profile === 'ucaptcha'
      ? { errorId: 0, taskId: task.id, status: 'processing' }
      : { errorId: 0, taskId: idOnTheWire(task) },
})

/** Where a task stands, as getTaskResult of its service says it. `address` is the asker's. */
export function resultReply(task: BookedTask, address: string): JsonReply {
  const { profile, outcome } = task
  if (!outcome) return { status: 200, body: { errorId: 0, status: 'processing' } }
  if (outcome.kind === 'failed') {
    const { code, description } = outcome
    return profile === 'ucaptcha'
      ? { status: 200, body: { errorId: 0, status: 'failed', errorCode: code, errorDescription: description } }
      : errorReply(profile, code, description)
  }
  const solution = { coordinates: coordinates(profile, outcome.points) }
  const solvedAt = task.solvedAt ?? task.createdAt
  if (profile === 'ucaptcha') {
    return {
      status: 200,
      body: { errorId: 0, status: 'ready', solution, cost: 0, solveTime: solvedAt - task.createdAt },
    }
  }
  return {
    status: 200,
    body: {
      errorId: 0,
      status: 'ready',
      solution,
      cost: '0.00000',
      ip: address,
      createTime: Math.floor(task.createdAt / 1_000),
      endTime: Math.floor(solvedAt / 1_000),
      solveCount: profile === 'anticaptcha' ? '0' : 1,
    },
  }
}
