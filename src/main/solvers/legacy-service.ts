import { randomUUID } from 'node:crypto'
import type { RemoteId } from '../../core/task.ts'
import type { Client, TaskToSend } from './client.ts'
import type { Maker } from './exchange.ts'
import type { HttpRequest } from './http.ts'
import { judgeLegacyBalance, judgeLegacyCreated, judgeLegacyReport, judgeLegacyResult } from './legacy-replies.ts'
import { showRequest } from './watch-http.ts'

/** A client of in.php and res.php: `protocol.md` 4. The key travels in the form of in.php and in the URL of res.php. */
export function createLegacyClient({ ask, key, solver: { options } }: Maker): Client {
  const { minClicks, maxClicks, language, softId } = options

  /** The picture goes as a file: a third less to send than base64, and nothing to escape. */
  const requestOf = ({ picture, instruction }: TaskToSend): HttpRequest =>
    form(
      {
        key,
        method: 'post',
        coordinatescaptcha: '1',
        json: '1',
        ...(instruction && { textinstructions: instruction }),
        ...(minClicks !== undefined && { min_clicks: String(minClicks) }),
        ...(maxClicks !== undefined && { max_clicks: String(maxClicks) }),
        ...(language && { lang: language }),
        ...(softId !== undefined && { soft_id: String(softId) }),
      },
      picture,
    )

  const about = (action: string, id?: RemoteId): HttpRequest => ({
    method: 'GET',
    path: `/res.php?${new URLSearchParams({ key, action, ...(id && { id: id.value }), json: '1' }).toString()}`,
    headers: {},
  })

  return {
    show: (task) => showRequest(requestOf(task), key),
    createTask: (task, signal) => ask(requestOf(task), judgeLegacyCreated, { once: true, signal }),
    getTaskResult: (id, signal) => ask(about('get', id), judgeLegacyResult, { once: false, signal }),
    getBalance: (signal) => ask(about('getbalance'), judgeLegacyBalance, { once: false, signal }),
    sendFeedback: (id, { verdict }, signal) =>
      ask(about(verdict === 'right' ? 'reportgood' : 'reportbad', id), judgeLegacyReport, { once: true, signal }),
  }
}

/** A multipart form (RFC 7578) with a picture as `file`. Names are ours; values may be any text. */
function form(fields: Readonly<Record<string, string>>, { bytes, contentType }: TaskToSend['picture']): HttpRequest {
  const boundary = randomUUID()
  const parts = Object.entries(fields)
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')
  const file = `Content-Disposition: form-data; name="file"; filename="picture.${contentType.replace('image/', '')}"`
  return {
    method: 'POST',
    path: '/in.php',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([
      Buffer.from(`${parts}--${boundary}\r\n${file}\r\nContent-Type: ${contentType}\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}
