import type { JsonServiceId, SolverOptions } from '../../core/solver.ts'
import { JsonServiceId as Id } from '../../core/solver.ts'
import type { RemoteId } from '../../core/task.ts'
import type { Client, TaskToSend, Verdict } from './client.ts'
import type { Maker } from './exchange.ts'
import type { HttpRequest } from './http.ts'
import { remoteIdAsJson } from './json-text.ts'
import { jsonWithPicture } from './picture-in-json.ts'
import { judgeBalance, judgeCreated, judgeFeedback, judgeResult } from './replies.ts'
import { showRequest } from './watch-http.ts'

/** What differs on the wire between the services of the createTask / getTaskResult family: `protocol.md` 1. */
interface Dialect {
  readonly taskType: string
  /** Fields beside the task, and in it. Undefined ones are left out. */
  readonly top: (options: SolverOptions) => object
  readonly task: (options: SolverOptions) => object
  /** Method and body, without key and id, of a report. Undefined where the service takes no such verdict. */
  readonly report: (verdict: Verdict) => { readonly method: string; readonly extra?: object } | undefined
}

export const dialects: Readonly<Record<JsonServiceId, Dialect>> = {
  ucaptcha: {
    taskType: 'ImageCoordinatesTask',
    top: ({ selectionMode, provider }) => ({ selectionMode, provider }),
    task: () => ({}),
    report: ({ verdict, message }) => ({
      method: '/feedbackTask',
      extra: { result: { invalid: verdict === 'wrong', message } },
    }),
  },
  '2captcha': {
    taskType: 'CoordinatesTask',
    top: ({ language, softId }) => ({ languagePool: language, softId }),
    task: ({ minClicks, maxClicks, instructionImage }) => ({ minClicks, maxClicks, imgInstructions: instructionImage }),
    report: ({ verdict }) => ({ method: verdict === 'right' ? '/reportCorrect' : '/reportIncorrect' }),
  },
  anticaptcha: {
    taskType: 'ImageToCoordinatesTask',
    top: ({ softId }) => ({ softId }),
    task: ({ mode, websiteUrl }) => ({ mode, websiteURL: websiteUrl }),
    report: ({ verdict }) => (verdict === 'wrong' ? { method: '/reportIncorrectImageCaptcha' } : undefined),
  },
}

const post = (path: string, body: Uint8Array | string): HttpRequest => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body,
})

/** A client of the createTask / getTaskResult family. */
export function createJsonServiceClient({ ask, key, solver: { profile, options } }: Maker): Client {
  const dialect = dialects[Id.parse(profile)]
  const clientKey = JSON.stringify(key)
  const about = (id: RemoteId, extra: object = {}): string => {
    const more = JSON.stringify(extra).slice(1, -1)
    return `{"clientKey":${clientKey},"taskId":${remoteIdAsJson(id)}${more && `,${more}`}}`
  }
  const requestOf = ({ picture, instruction }: TaskToSend): HttpRequest =>
    post(
      '/createTask',
      jsonWithPicture(
        {
          clientKey: key,
          ...dialect.top(options),
          task: {
            type: dialect.taskType,
            comment: instruction === '' ? undefined : instruction,
            ...dialect.task(options),
            body: '',
          },
        },
        picture.bytes,
      ),
    )

  return {
    show: (task) => showRequest(requestOf(task), key),
    createTask: (task, signal) => ask(requestOf(task), judgeCreated, { once: true, signal }),
    getTaskResult: (id, signal) =>
      ask(post('/getTaskResult', about(id)), (status, bytes) => judgeResult(status, bytes, id), {
        once: false,
        signal,
      }),
    getBalance: (signal) =>
      ask(post('/getBalance', `{"clientKey":${clientKey}}`), judgeBalance, { once: false, signal }),
    sendFeedback: (id, verdict, signal) => {
      const report = dialect.report(verdict)
      if (!report) throw new Error(`${profile} takes no report of a ${verdict.verdict} answer.`)
      return ask(post(report.method, about(id, report.extra)), judgeFeedback, { once: true, signal })
    },
  }
}
