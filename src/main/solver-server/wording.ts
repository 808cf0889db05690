import type { JsonServiceId } from '../../core/solver.ts'
import { JsonServiceId as Id } from '../../core/solver.ts'
import type { BookedTask } from './task-book.ts'
import type { Point } from './answerer.ts'

/** What goes back over the wire. */
export interface JsonReply {
  readonly status: number
  readonly body: unknown
}

/** A task of the createTask family. */
export type JsonTask = BookedTask<JsonServiceId>

export const isJsonTask = (task: BookedTask): task is JsonTask => Id.safeParse(task.profile).success

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
export const idOnTheWire = (task: JsonTask): string | number =>
  task.profile === 'ucaptcha' ? task.id : Number(task.id)

/** Half the side of the box that is drawn where boxes are asked for, pixels: the answerers give points, and its centre is one. */
const HALF_BOX = 10

const coordinates = ({ profile, mode }: JsonTask, points: readonly Point[]): unknown =>
  points
    .map((point) => ({ x: Math.round(point.x), y: Math.round(point.y) }))
    .map(({ x, y }) => {
      if (profile !== 'anticaptcha') return { x, y }
      return mode === 'points' ? [x, y] : [x - HALF_BOX, y - HALF_BOX, x + HALF_BOX, y + HALF_BOX]
    })

/** createTask took the task. */
export const createdReply = (task: JsonTask): JsonReply => ({
  status: 200,
  body:
    task.profile === 'ucaptcha'
      ? { errorId: 0, taskId: task.id, status: 'processing' }
      : { errorId: 0, taskId: idOnTheWire(task) },
})

/** Where a task stands, as getTaskResult of its service says it. `address` is the asker's, `price` in USD. */
export function resultReply(task: JsonTask, address: string, price: number): JsonReply {
  const { profile, outcome } = task
  if (!outcome) return { status: 200, body: { errorId: 0, status: 'processing' } }
  if (outcome.kind === 'failed') {
    const { code, description } = outcome
    return profile === 'ucaptcha'
      ? { status: 200, body: { errorId: 0, status: 'failed', errorCode: code, errorDescription: description } }
      : errorReply(profile, code, description)
  }
  const solution = { coordinates: coordinates(task, outcome.points) }
  const solvedAt = task.solvedAt ?? task.createdAt
  if (profile === 'ucaptcha') {
    return {
      status: 200,
      body: { errorId: 0, status: 'ready', solution, cost: price, solveTime: solvedAt - task.createdAt },
    }
  }
  return {
    status: 200,
    body: {
      errorId: 0,
      status: 'ready',
      solution,
      cost: price.toFixed(5),
      ip: address,
      createTime: Math.floor(task.createdAt / 1_000),
      endTime: Math.floor(solvedAt / 1_000),
      solveCount: profile === 'anticaptcha' ? '0' : 1,
    },
  }
}
