import PQueue from 'p-queue'
import type { DecodeFailure, DecodeJob, DecodeKind, DecodeKinds, DecodeReply, DecodeRequest } from './decode-job.ts'
import { OUT_OF_MEMORY_EXIT } from './decode-job.ts'
import { ImageRefused } from './image-refused.ts'
import { InstructionNotRead } from './instruction-not-read.ts'

/** A process that decodes pictures and may die of one. How it is started depends on the door and is handed in. */
export interface DecoderChild {
  /** Undefined where the process could not be started. */
  readonly pid: number | undefined
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, with the exit code where there is one. */
  onExit(listener: (code: number | null) => void): void
  /** Ends the process at once, even a stopped one. */
  kill(): void
}
/** Starts such a process: one that decodes, or one that runs the user's own models. */
export type SpawnDecoder = (work?: 'decode' | 'detect') => DecoderChild

export interface Decoder {
  /**
   * Runs a job in a child. Throws ImageRefused where the picture is at fault, takes too long or kills its child,
   * and InstructionNotRead for `shapes`. Jobs somebody waits for go before `inspect`.
   */
  run<K extends DecodeKind>(job: DecodeJob<K>): Promise<DecodeKinds[K]['gives']>
  /** Ends the children; jobs still open fail. */
  close(): void
}

export interface DecoderOptions {
  readonly spawn: SpawnDecoder
  readonly children?: number
  /** Time one job may take, start of the child included, milliseconds. */
  readonly deadline?: number
  /** The same for `shapes`: honest work of seconds, several times as long where the machine is busy with other things. */
  readonly shapesDeadline?: number
  /** A child is replaced after so many jobs, and when it holds more memory than this, bytes: decoders leak and fragment. */
  readonly jobsPerChild?: number
  readonly memoryPerChild?: number
  /** What one job may use before its child ends itself, bytes. The largest picture that is taken needs some 0.9 GB to be turned. */
  readonly memoryLimit?: number
}

interface Worker {
  readonly child: DecoderChild
  jobs: number
  waiting: { readonly id: number; readonly settle: (reply: DecodeReply | 'late' | number | null) => void } | undefined
}

const failure = (error: DecodeFailure): Error =>
  error.kind === 'refused' ? new ImageRefused(error.reason, error.remedy) : new InstructionNotRead(error.message)

function deathOf(code: number | null): ImageRefused {
  return code === OUT_OF_MEMORY_EXIT
    ? new ImageRefused(
        'Decoding it needs more memory than is allowed.',
        'Save it smaller, or as an ordinary JPEG or PNG.',
      )
    : new ImageRefused('The decoder stopped while reading it.', 'Try again; if it happens again, save it anew as PNG.')
}

/** A pool of decoder children. Children are started when there is work for them. */
export function createDecoder({
  spawn,
  children = 2,
  deadline = 20_000,
  shapesDeadline = 60_000,
  jobsPerChild = 500,
  memoryPerChild = 400 * 1024 * 1024,
  memoryLimit = 1_200 * 1024 * 1024,
}: DecoderOptions): Decoder {
  const queue = new PQueue({ concurrency: children })
  const idle: Worker[] = []
  const alive = new Set<Worker>()
  let lastId = 0
  let closed = false

  const drop = (worker: Worker) => {
    alive.delete(worker)
    const at = idle.indexOf(worker)
    if (at >= 0) idle.splice(at, 1)
    worker.child.kill()
  }

  const hire = (): Worker => {
    const worker: Worker = { child: spawn(), jobs: 0, waiting: undefined }
    alive.add(worker)
    worker.child.onMessage((message) => {
      const reply = message as DecodeReply
      if (worker.waiting?.id === reply.id) worker.waiting.settle(reply)
    })
    worker.child.onExit((code) => {
      drop(worker)
      worker.waiting?.settle(code)
    })
    return worker
  }

  const work = async (job: DecodeJob): Promise<unknown> => {
    if (closed) throw new Error('The decoder is closed.')
    const worker = idle.pop() ?? hire()
    const id = (lastId += 1)
    const { promise, resolve } = Promise.withResolvers<DecodeReply | 'late' | number | null>()
    worker.waiting = { id, settle: resolve }
    const patience = job.kind === 'shapes' ? shapesDeadline : deadline
    const timer = setTimeout(resolve, patience, 'late')
    worker.child.send({ id, job, memoryLimit } satisfies DecodeRequest)
    const outcome = await promise
    clearTimeout(timer)
    worker.waiting = undefined
    worker.jobs += 1
    if (outcome === 'late') {
      drop(worker)
      throw new ImageRefused(
        `${job.kind === 'shapes' ? 'Looking for shapes in it' : 'Decoding it'} took longer than ${patience / 1_000} seconds.`,
        'Save it smaller, or as an ordinary JPEG or PNG.',
      )
    }
    if (outcome === null || typeof outcome === 'number') throw deathOf(outcome)
    if (worker.jobs >= jobsPerChild || outcome.rss > memoryPerChild) drop(worker)
    else if (alive.has(worker)) idle.push(worker)
    if (!outcome.ok) throw failure(outcome.error)
    return outcome.value
  }

  return {
    run: <K extends DecodeKind>(job: DecodeJob<K>) =>
      queue.add(() => work(job as DecodeJob), { priority: job.kind === 'inspect' ? 0 : 1 }) as Promise<
        DecodeKinds[K]['gives']
      >,
    close: () => {
      closed = true
      for (const worker of alive) drop(worker)
    },
  }
}
