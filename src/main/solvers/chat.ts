import { z } from 'zod'
import { defaultPrompts } from '../../core/default-prompts.ts'
import type { Client, TaskToSend } from './client.ts'
import type { Maker } from './exchange.ts'
import type { HttpRequest } from './http.ts'
import { judgeModel } from './model-replies.ts'
import { jsonWithPicture } from './picture-in-json.ts'
import { fillPrompt } from './prompts.ts'
import type { Reached, Ready, Refused } from './replies.ts'
import { chatSaid } from './said.ts'
import { showRequest } from './watch-http.ts'

const Completion = z.object({ choices: z.array(z.unknown()).min(1) })
const Models = z.object({ data: z.array(z.object({ id: z.string() })) })

/** Judges a reply of `/chat/completions`. A completion without text is one: it is kept, and is no answer. */
const judgeCompletion = judgeModel<Ready>((value) => {
  if (!Completion.safeParse(value).success) return undefined
  const said = chatSaid(value)
  return { kind: 'ready', coordinates: said.kind === 'said' ? said.value : '' }
})

/** Ollama lists "name:latest" for what is asked for as "name". */
const serves = (ids: readonly string[], model: string): boolean =>
  ids.includes(model) || ids.includes(`${model}:latest`)

const judgeModels = (model: string | undefined) =>
  judgeModel<Reached | Refused>((value) => {
    const models = Models.safeParse(value)
    if (!models.success) return undefined
    const ids = models.data.data.map(({ id }) => id)
    if (model === undefined || serves(ids, model)) {
      return { kind: 'reached', summary: `Answers, ${ids.length} ${ids.length === 1 ? 'model' : 'models'}` }
    }
    const message = `It has no model "${model}". It has: ${ids.slice(0, 10).join(', ') || 'none'}.`
    return { kind: 'refused', refusal: { code: 'no-model', message, consequence: 'hold', noBalance: false } }
  })

/** A client of an OpenAI-compatible `/chat/completions`, such as Ollama, vLLM and llama.cpp offer: `protocol.md` 5. */
export function createChatClient({ ask, key, solver: { options } }: Maker): Client {
  const { model, prompt = defaultPrompts.chat, temperature, maxTokens } = options
  const authorization: Readonly<Record<string, string>> = key === '' ? {} : { authorization: `Bearer ${key}` }
  const requestOf = (task: TaskToSend): HttpRequest => ({
    method: 'POST',
    path: '/chat/completions',
    headers: { 'content-type': 'application/json', ...authorization },
    body: jsonWithPicture(
      {
        model,
        temperature,
        max_tokens: maxTokens,
        stream: false,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: fillPrompt(prompt, task) },
              { type: 'image_url', image_url: { url: `data:${task.picture.contentType};base64,` } },
            ],
          },
        ],
      },
      task.picture.bytes,
    ),
  })
  return {
    show: (task) => showRequest(requestOf(task), key),
    createTask: (task, signal) => ask(requestOf(task), judgeCompletion, { once: true, thinking: true, signal }),
    reach: (signal) =>
      ask({ method: 'GET', path: '/models', headers: authorization }, judgeModels(model), { once: false, signal }),
  }
}
