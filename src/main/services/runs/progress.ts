import type { Problem } from '../../../contract/payloads.ts'
import type { Task } from '../../../core/task.ts'
import type { Context } from '../context.ts'
import type { JobHandle, Jobs } from '../jobs.ts'
import { wordsFor } from './failure-words.ts'

interface Shown {
  readonly job: JobHandle
  failed: number
}

/** The jobs that show runs in one line: a job begins when a run goes on and ends when it is over or cannot go on for now. */
export interface Progress {
  /** The job of a run that goes on. */
  jobOf(runId: string): JobHandle | undefined
  /** Starts a job for so many tasks. `onCancel` is called when somebody cancels it. */
  begin(runId: string, tasks: number, message: string, onCancel: () => void): JobHandle
  /** A task of a run is over, or needs a person. */
  over(task: Task): void
  finish(runId: string): void
  fail(runId: string, reason: string): void
  /** Ends all jobs; the tasks stay as they are. */
  close(): void
}

/** The jobs that people see of runs. */
export function createProgress({ store }: Pick<Context, 'store'>, jobs: Pick<Jobs, 'start'>): Progress {
  const shown = new Map<string, Shown>()

  const take = (runId: string): Shown | undefined => {
    const own = shown.get(runId)
    shown.delete(runId)
    return own
  }

  return {
    jobOf: (runId) => shown.get(runId)?.job,
    begin: (runId, tasks, message, onCancel) => {
      const job = jobs.start('solve', tasks, message)
      shown.set(runId, { job, failed: 0 })
      job.signal.addEventListener('abort', onCancel)
      return job
    },
    over: (task) => {
      const own = shown.get(task.runId ?? '')
      if (!own) return
      if (task.failure) {
        own.failed += 1
        own.job.problem(problemOf(task, store.items.get(task.itemId)?.name ?? ''))
      }
      own.job.advance()
    },
    finish: (runId) => {
      const own = take(runId)
      own?.job.finish(own.failed > 0 ? `${count(own.failed, 'task')} without an answer.` : 'All tasks are done.')
    },
    fail: (runId, reason) => {
      take(runId)?.job.fail(reason)
    },
    close: () => {
      for (const { job } of shown.values()) job.fail('Interrupted: what is left goes on at the next start.')
      shown.clear()
    },
  }
}

/** A number with its word: `1 task`, `2,000 tasks`. */
export const count = (number: number, word: string): string =>
  `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`

const problemOf = (task: Task, name: string): Problem => {
  const { code = '', message = '' } = task.failure ?? {}
  return { name, reason: message, remedy: wordsFor(code, message).remedy }
}
