import { z } from 'zod'
import type { Client, TaskToSend } from './client.ts'
import type { Maker } from './exchange.ts'
import type { HttpRequest } from './http.ts'
import { judgeModel } from './model-replies.ts'
import { jsonWithPicture } from './picture-in-json.ts'
import { nounPhrase } from './prompts.ts'
import type { Reached, Ready } from './replies.ts'
import { showRequest } from './watch-http.ts'

const Pointed = z.object({ points: z.unknown() })

/** Judges a reply of `/v1/point`. */
const judgePointed = judgeModel<Ready>((value) => {
  const pointed = Pointed.safeParse(value)
  return pointed.success && pointed.data.points !== undefined
    ? { kind: 'ready', coordinates: pointed.data.points }
    : undefined
})

/** Moondream has nothing that can be asked for free, so it is shown a white square of 64 × 64 pixels. */
const SQUARE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQMAAACQp+OdAAAAA1BMVEX///+nxBvIAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAD0lEQVQokWNgGAWjgHwAAAJAAAFgVTVqAAAAAElFTkSuQmCC',
  'base64',
)

const judgeReached = judgeModel<Reached>((value) =>
  Pointed.safeParse(value).success ? { kind: 'reached', summary: 'Answers' } : undefined,
)

/** A client of Moondream's `/v1/point`: `protocol.md` 5. It wants a noun phrase, so the command of an instruction is left out. */
export function createMoondreamClient({ ask, key }: Maker): Client {
  const pointTo = (object: string, contentType: string, picture: Uint8Array): HttpRequest => ({
    method: 'POST',
    path: '/v1/point',
    headers: { 'content-type': 'application/json', ...(key !== '' && { 'x-moondream-auth': key }) },
    body: jsonWithPicture({ object, image_url: `data:${contentType};base64,` }, picture),
  })
  const requestOf = ({ picture, instruction }: TaskToSend): HttpRequest =>
    pointTo(nounPhrase(instruction), picture.contentType, picture.bytes)
  return {
    show: (task) => showRequest(requestOf(task), key),
    createTask: (task, signal) => ask(requestOf(task), judgePointed, { once: true, thinking: true, signal }),
    reach: (signal) => ask(pointTo('dot', 'image/png', SQUARE), judgeReached, { once: true, thinking: true, signal }),
  }
}
