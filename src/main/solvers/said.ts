import { z } from 'zod'
import type { ProfileId } from '../../core/solver.ts'
import { readText } from './json-text.ts'

/** The part of a reply that says where, as it came: a list, or a text. */
export type Said =
  | { readonly kind: 'said'; readonly value: unknown }
  /** `why` in a sentence. */
  | { readonly kind: 'unreadable'; readonly why: string }

const said = (value: unknown): Said => ({ kind: 'said', value })
const unreadable = (why: string): Said => ({ kind: 'unreadable', why })

/** The coordinates of a solution, wherever the service put them. */
export function coordinatesOf(solution: unknown): unknown {
  if (typeof solution !== 'object' || solution === null || Array.isArray(solution)) return solution
  const { coordinates, text } = solution as { coordinates?: unknown; text?: unknown }
  return coordinates ?? text
}

const Ready = z.object({ solution: z.unknown() })
const Legacy = z.object({ status: z.coerce.number(), request: z.unknown() })
const Points = z.object({ points: z.unknown() })
const Candidates = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({
            parts: z.array(z.object({ text: z.string().optional(), thought: z.boolean().optional() })).optional(),
          })
          .optional(),
        finishReason: z.string().optional(),
      }),
    )
    .min(1),
})
const Content = z.union([z.string(), z.array(z.object({ text: z.string().nullish() }))])
const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: Content.nullish() }) })).min(1),
})

/** `{"errorId":0,"status":"ready","solution":{"coordinates":…}}`: `protocol.md` 2. */
function serviceSaid(value: unknown): Said {
  const { solution } = Ready.safeParse(value).data ?? {}
  return solution === undefined ? unreadable('The reply holds no solution.') : said(coordinatesOf(solution))
}

/** The text of the first candidate without what the model thought aloud. */
export function geminiSaid(value: unknown): Said {
  const candidate = Candidates.safeParse(value).data?.candidates[0]
  if (!candidate) return unreadable('The reply holds no candidate.')
  const text = (candidate.content?.parts ?? [])
    .filter(({ thought }) => thought !== true)
    .map((part) => part.text ?? '')
    .join('')
  return text === ''
    ? unreadable(`The reply holds no text (${candidate.finishReason ?? 'no reason given'}).`)
    : said(text)
}

/** The content of the first choice, a text or parts of one. What a reasoning model thought stands in another field and is no answer. */
export function chatSaid(value: unknown): Said {
  const content = Completion.safeParse(value).data?.choices[0]?.message.content
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('')
  return text === '' ? unreadable('The reply holds no text.') : said(text)
}

function listSaid(value: unknown): Said {
  const { points } = Points.safeParse(value).data ?? {}
  return points === undefined ? unreadable('The reply holds no points.') : said(points)
}

const OK = /^\s*OK\|/

/** `OK|coordinate:x=39,y=59`, or with json=1 `{"status":1,"request":[{"x":"49","y":"235"}]}`: `protocol.md` 4. */
function legacySaid(raw: Uint8Array): Said {
  const text = new TextDecoder().decode(raw)
  if (OK.test(text)) return said(text.replace(OK, '').trim())
  const reply = Legacy.safeParse(parsed(raw)).data
  return reply?.status === 1 ? said(reply.request) : unreadable('The reply is not one of this protocol.')
}

/** Undefined where the bytes are no JSON text, which no kept reply that was read once is. */
function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(readText(raw))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

const inJson =
  (read: (value: unknown) => Said) =>
  (raw: Uint8Array): Said =>
    read(parsed(raw))

const readers: Readonly<Record<ProfileId, (raw: Uint8Array) => Said>> = {
  ucaptcha: inJson(serviceSaid),
  '2captcha': inJson(serviceSaid),
  anticaptcha: inJson(serviceSaid),
  legacy: legacySaid,
  moondream: inJson(listSaid),
  gemini: inJson(geminiSaid),
  chat: inJson(chatSaid),
  onnx: inJson(listSaid),
  similar: inJson(listSaid),
  file: (raw) => said(new TextDecoder().decode(raw)),
}

/**
 * Finds in a reply the part that says where, not read yet: what `readAnswer` takes. `raw` is the reply byte for byte, just come or
 * kept since. Whether the reply is a refusal is not judged here.
 */
export const saidBy = (profile: ProfileId, raw: Uint8Array): Said => readers[profile](raw)
