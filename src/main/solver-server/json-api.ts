import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { JsonServiceId } from '../../core/solver.ts'
import type { Answerer } from './answerer.ts'
import type { Faults } from './faults.ts'
import { pictureFault, readBase64 } from './picture-in.ts'
import type { TaskBook } from './task-book.ts'
import type { JsonReply, JsonTask } from './wording.ts'
import { createdReply, errorReply, idOnTheWire, isJsonTask, resultReply } from './wording.ts'

/** Longest time that createTask waits for an answer before it gives a task id instead, milliseconds. */
const LONGEST_AT_ONCE = 20_000
/** Anti-Captcha takes a report this long after the answer, milliseconds. */
const REPORT_WITHIN = 60_000

/** `protocol.md` 6: the type that is asked for decides whose service this is. */
const PROFILES: Readonly<Record<string, JsonServiceId>> = {
  ImageCoordinatesTask: 'ucaptcha',
  CoordinatesTask: '2captcha',
  ImageToCoordinatesTask: 'anticaptcha',
}

const Call = z.object({
  clientKey: z.string().catch(''),
  taskId: z.union([z.string(), z.number()]).optional().catch(undefined),
  result: z.object({ invalid: z.boolean(), message: z.string() }).optional().catch(undefined),
  task: z.unknown().optional(),
})
const TaskIn = z.object({
  type: z.string(),
  body: z.string(),
  comment: z.string().nullish(),
  mode: z.enum(['points', 'rectangles']).default('points'),
  minClicks: z.number().int().min(1).optional(),
  maxClicks: z.number().int().min(1).optional(),
})
/** Who may say what of an answer: `protocol.md` 1. */
const REPORTS: Readonly<Record<string, { readonly profile: JsonServiceId; readonly within: number }>> = {
  feedbackTask: { profile: 'ucaptcha', within: Number.POSITIVE_INFINITY },
  reportCorrect: { profile: '2captcha', within: Number.POSITIVE_INFINITY },
  reportIncorrect: { profile: '2captcha', within: Number.POSITIVE_INFINITY },
  reportIncorrectImageCaptcha: { profile: 'anticaptcha', within: REPORT_WITHIN },
}

export interface ApiParts {
  readonly book: TaskBook
  readonly faults: Faults
  readonly isKey: (key: string) => boolean
  /** Whether the account cannot pay another task. */
  readonly needsMoney: () => boolean
  /** USD a task. */
  readonly price: number
  readonly now: () => number
}

/** One call: the method's name, its parsed JSON body, who answers, and the address of the asker. */
export type JsonApi = (
  method: string,
  body: unknown,
  answerer: Answerer,
  address: string,
) => Promise<JsonReply | undefined>

/** The createTask family. Undefined for a method that it does not have. */
export function createJsonApi({ book, faults, isKey, needsMoney, price, now }: ApiParts): JsonApi {
  const createTask = async (body: unknown, answerer: Answerer, address: string): Promise<JsonReply> => {
    const task = TaskIn.safeParse(body)
    const type = (body as { type?: unknown } | undefined)?.type
    const profile = typeof type === 'string' && Object.hasOwn(PROFILES, type) ? PROFILES[type] : undefined
    if (body === undefined || body === null) return errorReply('ucaptcha', 'ERROR_TASK_ABSENT')
    if (!profile) return errorReply('ucaptcha', 'ERROR_TASK_NOT_SUPPORTED')
    if (!task.success) return errorReply(profile, 'ERROR_BAD_PARAMETERS', z.prettifyError(task.error))
    const failing = faults.drawCreate()
    if (failing) return errorReply(profile, failing.code, failing.description)
    if (needsMoney()) return errorReply(profile, 'ERROR_ZERO_BALANCE')
    const { comment, mode, minClicks, maxClicks } = task.data
    const image = readBase64(profile, task.data.body)
    if (!image) return errorReply(profile, 'ERROR_BAD_PARAMETERS', 'The body is not base64.')
    const fault = await pictureFault(profile, image)
    if (fault) return errorReply(profile, fault)
    const booked = book.create(
      profile,
      {
        image,
        instruction: comment ?? '',
        mode: profile === 'anticaptcha' ? mode : 'points',
        ...(profile === '2captcha' && minClicks !== undefined && { minClicks }),
        ...(profile === '2captcha' && maxClicks !== undefined && { maxClicks }),
      },
      answerer,
    )
    if (profile === 'ucaptcha' && faults.ready === 'now') {
      await Promise.race([booked.settled, sleep(LONGEST_AT_ONCE, undefined, { ref: false })])
      if (booked.outcome) return resultReply(booked, address, price)
    }
    return createdReply(booked)
  }

  const report = (task: JsonTask, method: string, result: unknown): JsonReply => {
    const rule = REPORTS[method]
    if (task.profile !== rule?.profile || task.outcome?.kind !== 'points') {
      return errorReply(task.profile, 'ERROR_NO_SUCH_CAPCHA_ID')
    }
    if (task.solvedAt === undefined || now() - task.solvedAt > rule.within) {
      return errorReply(task.profile, 'ERROR_NO_SUCH_CAPCHA_ID', 'Reports are taken within 60 seconds of the answer.')
    }
    if (method === 'feedbackTask' && result === undefined) {
      return errorReply(task.profile, 'ERROR_BAD_PARAMETERS', 'The result says neither invalid nor a message.')
    }
    if (task.reported) return errorReply(task.profile, 'ERROR_DUPLICATE_REPORT', 'This task was reported before.')
    task.reported = true
    return { status: 200, body: { errorId: 0, status: 'success' } }
  }

  return async (method, body, answerer, address) => {
    const call = Call.safeParse(body)
    if (!call.success) return errorReply('ucaptcha', 'ERROR_BAD_PARAMETERS')
    const { clientKey, taskId, task, result } = call.data
    // Before the task is known, the type of its id (or of the task) tells whose words to use.
    const speaker: JsonServiceId =
      typeof taskId === 'number'
        ? '2captcha'
        : (PROFILES[String((task as { type?: unknown } | null)?.type)] ?? 'ucaptcha')
    if (!isKey(clientKey)) return errorReply(speaker, 'ERROR_KEY_DOES_NOT_EXIST')
    if (method === 'createTask') return createTask(task, answerer, address)
    if (method === 'getBalance') return { status: 200, body: { errorId: 0, balance: book.balance() } }

    const byId = (answer: (found: JsonTask) => JsonReply): JsonReply => {
      const found = taskId === undefined ? undefined : book.find(String(taskId))
      // A service that gave out an integer does not know the same digits as text, and the other way round.
      return found && isJsonTask(found) && idOnTheWire(found) === taskId
        ? answer(found)
        : errorReply(speaker, 'ERROR_NO_SUCH_CAPCHA_ID')
    }
    switch (method) {
      case 'getTaskResult':
        return byId((found) => resultReply(found, address, price))
      case 'reportCorrect':
      case 'reportIncorrect':
      case 'feedbackTask':
      case 'reportIncorrectImageCaptcha':
        return byId((found) => report(found, method, result))
      default:
        return undefined
    }
  }
}
