import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ModelId } from '../../core/solver.ts'
import type { Size } from '../../core/geometry.ts'
import type { Answerer, Point } from './answerer.ts'
import { dialects } from './dialects.ts'
import type { ApiParts } from './json-api.ts'
import { modelError } from './model-wording.ts'
import { pictureSize } from './picture-size.ts'
import type { JsonReply } from './wording.ts'

/** What a call of a model comes down to. */
interface Question {
  readonly dataUri: string
  readonly instruction: string
}

/** A call of a model: by path and body, with the key from its header. Undefined for a path that no model has. */
export type ModelApi = (call: {
  readonly path: string
  readonly body: unknown
  readonly key: string
  readonly answerer: Answerer
}) => Promise<JsonReply | undefined>

const ChatIn = z.object({
  model: z.string().default('pixels'),
  messages: z.array(
    z.object({
      content: z.array(z.object({ text: z.string().optional(), image_url: z.object({ url: z.string() }).optional() })),
    }),
  ),
})
const GeminiIn = z.object({
  contents: z.array(
    z.object({
      parts: z.array(
        z.object({
          text: z.string().optional(),
          inlineData: z.object({ mimeType: z.string(), data: z.string() }).optional(),
        }),
      ),
    }),
  ),
})
const PointIn = z.object({ image_url: z.string(), object: z.string() })

/** What a prompt asks for: what follows "asks for:" on its line, or all of it. */
const asked = (prompt: string): string => (/asks for:[ \t]*(.+)/.exec(prompt)?.[1] ?? prompt).trim()

/** Moondream's `/v1/point`, an OpenAI-compatible `/chat/completions` and Gemini's `generateContent`: `protocol.md` 5. */
export function createModelApi({ book, faults, isKey, needsMoney }: ApiParts): ModelApi {
  /** Solves a picture and puts the points into words, or says why not. */
  const answer = async (
    model: ModelId,
    { dataUri, instruction }: Question,
    answerer: Answerer,
    wrap: (points: readonly Point[], size: Size) => unknown,
    reply: (said: unknown) => object,
  ): Promise<JsonReply> => {
    const failing = faults.drawCreate()
    if (failing) return modelError(model, failing.code, failing.description)
    if (needsMoney()) return modelError(model, 'ERROR_ZERO_BALANCE')
    const [, base64] = /^data:image\/(?:png|jpeg|gif);base64,([A-Za-z0-9+/]+={0,2})$/.exec(dataUri) ?? []
    const image = base64 === undefined ? undefined : Buffer.from(base64, 'base64')
    const size = image && pictureSize(image)
    if (!image || !size) return modelError(model, 'ERROR_BAD_PARAMETERS', 'The picture cannot be read.')
    const outcome = await book.create(model, { image, instruction }, answerer).settled
    return outcome.kind === 'points'
      ? { status: 200, body: reply(wrap(outcome.points, size)) }
      : modelError(model, outcome.code, outcome.description)
  }

  const chat = (body: unknown, answerer: Answerer): Promise<JsonReply> | JsonReply => {
    const call = ChatIn.safeParse(body)
    if (!call.success) return modelError('chat', 'ERROR_BAD_PARAMETERS', z.prettifyError(call.error))
    const { model, messages } = call.data
    const dialect = Object.hasOwn(dialects, model) ? dialects[model] : undefined
    if (!dialect) return modelError('chat', 'MODEL_NOT_FOUND', `The model ${model} does not exist.`)
    const parts = messages.flatMap(({ content }) => content)
    const text = parts.map((part) => part.text ?? '').join('\n')
    const dataUri = parts.find(({ image_url }) => image_url)?.image_url?.url ?? ''
    return answer('chat', { dataUri, instruction: asked(text) }, answerer, dialect, (content) => ({
      id: `chatcmpl-${randomUUID()}`,
      object: 'chat.completion',
      model,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    }))
  }

  const gemini = (model: string, body: unknown, answerer: Answerer): Promise<JsonReply> | JsonReply => {
    const call = GeminiIn.safeParse(body)
    if (!call.success) return modelError('gemini', 'ERROR_BAD_PARAMETERS', z.prettifyError(call.error))
    const parts = call.data.contents.flatMap((content) => content.parts)
    const inline = parts.find(({ inlineData }) => inlineData)?.inlineData
    const question = {
      dataUri: inline ? `data:${inline.mimeType};base64,${inline.data}` : '',
      instruction: asked(parts.map(({ text }) => text ?? '').join('\n')),
    }
    const dialect = (Object.hasOwn(dialects, model) ? dialects[model] : undefined) ?? dialects['gemini-like']
    if (!dialect) throw new Error('The table of dialects has lost that of Gemini.')
    return answer('gemini', question, answerer, dialect, (text) => ({
      candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
      modelVersion: model,
    }))
  }

  const point = (body: unknown, answerer: Answerer): Promise<JsonReply> | JsonReply => {
    const call = PointIn.safeParse(body)
    if (!call.success) return modelError('moondream', 'ERROR_BAD_PARAMETERS', z.prettifyError(call.error))
    const { image_url: dataUri, object: instruction } = call.data
    return answer(
      'moondream',
      { dataUri, instruction },
      answerer,
      (points, { width, height }) => points.map(({ x, y }) => ({ x: x / width, y: y / height })),
      (points) => ({ request_id: randomUUID(), points }),
    )
  }

  const models = { object: 'list', data: Object.keys(dialects).map((id) => ({ id, object: 'model' })) }

  return async ({ path, body, key, answerer }) => {
    const [, named, verb] = /^v1beta\/models\/([^/:]+)(:generateContent)?$/.exec(path) ?? []
    const model = modelOf(path)
    if (!model) return undefined
    if (!isKey(key)) return modelError(model, 'ERROR_KEY_DOES_NOT_EXIST')
    if (named !== undefined && verb) return gemini(named, body, answerer)
    if (named !== undefined) return { status: 200, body: { name: `models/${named}` } }
    if (model === 'moondream') return point(body, answerer)
    return path.endsWith('models') ? { status: 200, body: models } : chat(body, answerer)
  }
}

/** Which kind of model a path belongs to. */
export function modelOf(path: string): ModelId | undefined {
  if (path === 'v1/point') return 'moondream'
  if (/^(v1\/)?(chat\/completions|models)$/.test(path)) return 'chat'
  return /^v1beta\/models\/[^/]+$/.test(path) ? 'gemini' : undefined
}
