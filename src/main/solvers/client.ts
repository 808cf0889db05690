import type { RemoteId } from '../../core/task.ts'
import type { Accepted, Balance, Processing, Reached, Ready, Refused, Taken, Unreadable } from './replies.ts'

/** A reply, judged, with its bytes as they came but for the key, should the source echo it. */
export interface Exchange<T> {
  readonly reply: T
  readonly raw: Uint8Array
  /** How long the source asks to be left alone, milliseconds. */
  readonly retryAfter?: number
}

/** A picture as it is sent: bytes of an encoded image, size in pixels. */
export interface SentPicture {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly width: number
  readonly height: number
}

export interface TaskToSend {
  readonly picture: SentPicture
  readonly instruction: string
}

/** What a person says of an answer; the message is for the service. */
export interface Verdict {
  readonly verdict: 'right' | 'wrong'
  readonly message: string
}

/** Talks to one source of answers; it has the methods that the source has. All of them throw HttpFailed where no usable reply came. */
export interface Client {
  /** Sends a picture once, never again. A model answers `ready` at once. */
  createTask(task: TaskToSend, signal?: AbortSignal): Promise<Exchange<Ready | Accepted | Refused | Unreadable>>
  /** What createTask sends for a task, for people to look at: the key masked, the picture shortened. Absent where nothing leaves the machine. */
  show?(task: TaskToSend): string
  getTaskResult?(id: RemoteId, signal?: AbortSignal): Promise<Exchange<Ready | Processing | Refused | Unreadable>>
  /** In the service's currency. */
  getBalance?(signal?: AbortSignal): Promise<Exchange<Balance | Refused | Unreadable>>
  /** Sends it once, never again. */
  sendFeedback?(id: RemoteId, verdict: Verdict, signal?: AbortSignal): Promise<Exchange<Taken | Refused | Unreadable>>
  /** Whether a model is there and lets us in. */
  reach?(signal?: AbortSignal): Promise<Exchange<Reached | Refused | Unreadable>>
}
