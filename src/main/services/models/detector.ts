import type { DecoderChild, SpawnDecoder } from '../../images/decoder.ts'
import type { DetectJob, DetectKind, DetectKinds, DetectReply, DetectRequest } from '../../solvers/onnx/detect-job.ts'
import { DetectionFailed } from '../../solvers/onnx/detection-failed.ts'

/** Runs the user's own models, in one child process that keeps them loaded. */
export interface Detector {
  /** Jobs run one after another. Throws DetectionFailed; rejects with the signal's reason where that aborts first. */
  run<K extends DetectKind>(job: DetectJob<K>, signal?: AbortSignal): Promise<DetectKinds[K]['gives']>
  /** Ends the child; jobs still open fail. */
  close(): void
}

export interface DetectorOptions {
  readonly spawn: SpawnDecoder
  /** Time one job may take, the load of its model included, milliseconds. */
  readonly deadline?: number
  /** The child ends, and its models leave the memory, when it was asked nothing for so long, milliseconds. */
  readonly idle?: number
  /** A child that holds more than this after a job is replaced, bytes. */
  readonly memory?: number
}

type Outcome = DetectReply | { readonly ended: string }

interface Worker {
  readonly child: DecoderChild
  waiting?: { readonly id: number; readonly settle: (outcome: Outcome) => void }
}

/** A detector without a child; one is started when there is work for it. */
export function createDetector({
  spawn,
  deadline = 120_000,
  idle = 120_000,
  memory = 4 * 2 ** 30,
}: DetectorOptions): Detector {
  let worker: Worker | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let rest: NodeJS.Timeout | undefined
  let lastId = 0
  let closed = false

  const drop = (ended: string) => {
    const dropped = worker
    worker = undefined
    dropped?.child.kill()
    dropped?.waiting?.settle({ ended })
  }

  const hire = (): Worker => {
    const hired: Worker = { child: spawn('detect') }
    hired.child.onMessage((message) => {
      const reply = message as DetectReply
      if (hired.waiting?.id === reply.id) hired.waiting.settle(reply)
    })
    hired.child.onExit((code) => {
      if (worker === hired) {
        drop(
          `The process that runs the model ended by itself (${code ?? 'killed'}). The model may need more memory than there is.`,
        )
      }
    })
    return hired
  }

  const work = async (job: DetectJob, signal: AbortSignal | undefined): Promise<unknown> => {
    if (closed) throw new DetectionFailed('crashed', 'The project was closed.')
    signal?.throwIfAborted()
    clearTimeout(rest)
    const current = (worker ??= hire())
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const id = (lastId += 1)
    current.waiting = { id, settle: resolve }
    const abort = () => {
      drop('It is not wanted any more.')
    }
    signal?.addEventListener('abort', abort, { once: true })
    const timer = setTimeout(drop, deadline, `The model took longer than ${deadline / 1_000} seconds.`)
    current.child.send({ id, job } satisfies DetectRequest)
    const outcome = await promise
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    delete current.waiting
    signal?.throwIfAborted()
    if ('ended' in outcome) throw new DetectionFailed('crashed', outcome.ended)
    if (outcome.rss > memory) drop('It holds too much memory.')
    else if (!closed) rest = setTimeout(drop, idle, 'It had nothing to do.').unref()
    if (!outcome.ok) throw new DetectionFailed(outcome.fault, outcome.message)
    return outcome.value
  }

  return {
    run: async <K extends DetectKind>(job: DetectJob<K>, signal?: AbortSignal) => {
      const begin = () => work(job as DetectJob, signal)
      // Whoever comes next waits for the end of this, whatever end it is; who asked for this hears of it.
      const own = turn.then(begin, begin)
      turn = own
      return own as Promise<DetectKinds[K]['gives']>
    },
    close: () => {
      closed = true
      clearTimeout(rest)
      drop('The project was closed.')
    },
  }
}
