import type { Answerer } from './answerer.ts'
import type { ApiParts } from './json-api.ts'
import { pictureFault, readBase64 } from './picture-in.ts'
import type { BookedTask } from './task-book.ts'

/** The fields of a call, from a query, a form, a multipart body or JSON. */
export type Fields = ReadonlyMap<string, string | Uint8Array>

export interface LegacyReply {
  readonly contentType: string
  readonly body: string
}

const PROFILE = '2captcha'

const text = (fields: Fields, name: string): string => {
  const value = fields.get(name)
  return typeof value === 'string' ? value : ''
}

/** One line of text, or with `json=1` an object; both with HTTP 200, as 2Captcha does. */
function reply(fields: Fields, ok: boolean, line: string, request: unknown = line, extra: object = {}): LegacyReply {
  return text(fields, 'json') === '1'
    ? { contentType: 'application/json', body: JSON.stringify({ status: ok ? 1 : 0, request, ...extra }) }
    : { contentType: 'text/plain', body: line }
}

/** A number of clicks, where one was given. */
function clicks(fields: Fields, name: string): number | undefined {
  const value = Number(text(fields, name))
  return Number.isInteger(value) && value > 0 ? value : undefined
}

function result(fields: Fields, task: BookedTask): LegacyReply {
  const { outcome } = task
  if (!outcome) return reply(fields, false, 'CAPCHA_NOT_READY')
  if (outcome.kind === 'failed') {
    return reply(fields, false, outcome.code, outcome.code, { error_text: outcome.description })
  }
  const points = outcome.points.map(({ x, y }) => ({ x: String(Math.round(x)), y: String(Math.round(y)) }))
  const line = `OK|coordinate:${points.map(({ x, y }) => `x=${x},y=${y}`).join(';')}`
  return reply(fields, true, line, points)
}

/** A report about an answer is taken once. */
function report(fields: Fields, task: BookedTask): LegacyReply {
  if (task.outcome?.kind !== 'points') return reply(fields, false, 'REPORT_NOT_RECORDED')
  if (task.reported) return reply(fields, false, 'ERROR_DUPLICATE_REPORT')
  task.reported = true
  return reply(fields, true, 'OK_REPORT_RECORDED')
}

/** in.php and res.php of 2Captcha and its twins: `protocol.md` 4. */
export interface LegacyApi {
  take(fields: Fields, answerer: Answerer): Promise<LegacyReply>
  give(fields: Fields): LegacyReply
}

/** The older pair of endpoints, `in.php` and `res.php`: `protocol.md` 6. */
export function createLegacyApi({ book, faults, isKey, needsMoney }: ApiParts): LegacyApi {
  return {
    take: async (fields, answerer) => {
      if (!isKey(text(fields, 'key'))) return reply(fields, false, 'ERROR_KEY_DOES_NOT_EXIST')
      if (text(fields, 'coordinatescaptcha') !== '1') return reply(fields, false, 'ERROR_BAD_PARAMETERS')
      const failing = faults.drawCreate()
      if (failing) return reply(fields, false, failing.code)
      if (needsMoney()) return reply(fields, false, 'ERROR_ZERO_BALANCE')
      const file = fields.get('file')
      const image = file instanceof Uint8Array ? file : readBase64(PROFILE, text(fields, 'body'))
      if (!image) return reply(fields, false, 'ERROR_BAD_PARAMETERS')
      const fault = await pictureFault(PROFILE, image)
      if (fault) return reply(fields, false, fault)
      const [minClicks, maxClicks] = [clicks(fields, 'min_clicks'), clicks(fields, 'max_clicks')]
      const instruction = text(fields, 'textinstructions')
      const task = book.create(
        PROFILE,
        { image, instruction, ...(minClicks && { minClicks }), ...(maxClicks && { maxClicks }) },
        answerer,
      )
      return reply(fields, true, `OK|${task.id}`, task.id)
    },
    give: (fields) => {
      if (!isKey(text(fields, 'key'))) return reply(fields, false, 'ERROR_KEY_DOES_NOT_EXIST')
      const action = text(fields, 'action')
      if (action === 'getbalance') return reply(fields, true, String(book.balance()))
      const task = book.find(text(fields, 'id'))
      if (!task || task.profile !== PROFILE) return reply(fields, false, 'ERROR_WRONG_CAPTCHA_ID')
      if (action === 'get') return result(fields, task)
      if (action === 'reportgood' || action === 'reportbad') return report(fields, task)
      return reply(fields, false, 'ERROR_BAD_PARAMETERS')
    },
  }
}
