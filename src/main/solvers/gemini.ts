import { z } from 'zod'
import { defaultPrompts } from '../../core/default-prompts.ts'
import type { Client, TaskToSend } from './client.ts'
import type { Maker } from './exchange.ts'
import type { HttpRequest } from './http.ts'
import { judgeModel } from './model-replies.ts'
import { jsonWithPicture } from './picture-in-json.ts'
import { fillPrompt } from './prompts.ts'
import type { Reached, Ready, Refused } from './replies.ts'
import { geminiSaid } from './said.ts'
import { showRequest } from './watch-http.ts'

const Generated = z.object({ candidates: z.array(z.unknown()).min(1) })
const Blocked = z.object({ promptFeedback: z.object({ blockReason: z.string() }) })
const Model = z.object({ name: z.string() })

/** Judges a reply of `generateContent`. A candidate without text is one: it is kept, and is no answer. */
const judgeGenerated = judgeModel<Ready | Refused>((value) => {
  const blocked = Blocked.safeParse(value).data?.promptFeedback.blockReason
  if (blocked !== undefined) {
    const message = 'The model refused to look at this picture and instruction.'
    return { kind: 'refused', refusal: { code: blocked, message, consequence: 'fail', noBalance: false } }
  }
  if (!Generated.safeParse(value).success) return undefined
  const said = geminiSaid(value)
  return { kind: 'ready', coordinates: said.kind === 'said' ? said.value : '' }
})

const judgeModelInfo = judgeModel<Reached>((value) => {
  const model = Model.safeParse(value)
  return model.success ? { kind: 'reached', summary: `Answers, ${model.data.name.replace('models/', '')}` } : undefined
})

/** A client of Gemini's `generateContent`: `protocol.md` 5. The model's name is part of the path. */
export function createGeminiClient({ ask, key, solver: { options } }: Maker): Client {
  const { model = '', prompt = defaultPrompts.gemini, temperature, maxTokens } = options
  const path = `/v1beta/models/${encodeURIComponent(model)}`
  const headers = { 'x-goog-api-key': key }
  const generationConfig = { temperature, maxOutputTokens: maxTokens }
  const requestOf = (task: TaskToSend): HttpRequest => ({
    method: 'POST',
    path: `${path}:generateContent`,
    headers: { 'content-type': 'application/json', ...headers },
    body: jsonWithPicture(
      {
        generationConfig,
        contents: [
          {
            role: 'user',
            parts: [
              { text: fillPrompt(prompt, task) },
              { inlineData: { mimeType: task.picture.contentType, data: '' } },
            ],
          },
        ],
      },
      task.picture.bytes,
    ),
  })
  return {
    show: (task) => showRequest(requestOf(task), key),
    createTask: (task, signal) => ask(requestOf(task), judgeGenerated, { once: true, thinking: true, signal }),
    reach: (signal) => ask({ method: 'GET', path, headers }, judgeModelInfo, { once: false, signal }),
  }
}
