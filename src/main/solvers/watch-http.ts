import type { Http, HttpReply, HttpRequest } from './http.ts'
import { redactText } from './redact.ts'

/** One exchange as people may see it: the key is masked, and pictures are shortened. */
export interface ShownExchange {
  /** Method and path (after the base URL's), headers that matter, and the body. */
  readonly sent: string
  /** Headers that matter, and the body. Empty where no reply came. */
  readonly received: string
  readonly status?: number
  readonly latencyMs: number
}

/** Characters of a reply that are worth keeping for a look. */
export const LONGEST_SHOWN = 20_000
/** Runs of base64 that are longer are pictures. */
const PICTURE = /[A-Za-z0-9+/]{400,}={0,2}/g
const SHOWN_OF_PICTURE = 32

const mask = (text: string, key: string): string => redactText(text, key, `••••••••${key.slice(-4)}`)

const shorten = (text: string): string =>
  text.replace(PICTURE, (run) => `${run.slice(0, SHOWN_OF_PICTURE)}… (${run.length.toLocaleString('en')} characters)`)

/** The text of a body: in a form, the bytes of a file are counted instead of shown. */
function textOf(body: Uint8Array | string): string {
  if (typeof body === 'string') return body
  const latin = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const start = latin.indexOf('Content-Type: image/')
  const file = start < 0 ? -1 : latin.indexOf('\r\n\r\n', start)
  if (file < 0) return latin.toString('utf8')
  return `${latin.subarray(0, file).toString('utf8')}\r\n\r\n(${(latin.length - file).toLocaleString('en')} bytes)`
}

const line = (name: string, value: string | string[] | undefined): string =>
  value === undefined ? '' : `${name}: ${String(value)}\n`

/** What a request says, for people: the key masked and the picture shortened. */
export function showRequest({ method, path, headers, body = '' }: HttpRequest, key: string): string {
  const head = Object.entries(headers).map(([name, value]) => line(name, value))
  return mask(`${method} ${path}\n${head.join('')}\n${shorten(textOf(body))}`.trimEnd(), key)
}

const showReply = ({ headers, bytes }: HttpReply, key: string): string => {
  const head = Object.keys(headers)
    .filter((name) => /^(content-type|retry-after|x-ratelimit-.*)$/.test(name))
    .map((name) => line(name, headers[name]))
  // Masked first: what is left of a key that is cut in two would not be known as one.
  const body = mask(Buffer.from(bytes).toString('utf8'), key).slice(0, LONGEST_SHOWN)
  return `${mask(head.join(''), key)}\n${body}`.trim()
}

/** The same, telling `look` of every exchange. */
export function watchHttp(http: Http, key: string, look: (shown: ShownExchange) => void): Http {
  return {
    ...http,
    send: async (endpoint, request, options) => {
      const began = performance.now()
      const sent = showRequest(request, key)
      const seen = (reply?: HttpReply) => {
        const latencyMs = Math.round(performance.now() - began)
        look({
          sent,
          received: reply ? showReply(reply, key) : '',
          latencyMs,
          ...(reply && { status: reply.status }),
        })
      }
      try {
        const reply = await http.send(endpoint, request, options)
        seen(reply)
        return reply
      } catch (error) {
        seen()
        throw error
      }
    },
  }
}
