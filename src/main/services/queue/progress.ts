import type { Problem } from '../../../contract/payloads.ts'
import type { Task } from '../../../core/task.ts'
import { isSettled } from '../../../core/task-status.ts'
import type { Context } from '../context.ts'
import type { JobHandle, Jobs } from '../jobs.ts'
import type { Hold } from './hold.ts'

interface Run {
  readonly job: JobHandle
  /** Tasks of this run that are not over yet, with their solvers. */
  readonly open: Map<string, string>
  /** Whether more tasks may join. */
  sealed: boolean
  failed: number
  /** Tasks that stay queued because their solver is on hold. */
  held: number
  hold: Hold | undefined
}

/** A run of tasks that is being put together. */
export interface RunHandle {
  readonly job: JobHandle
  /** Call in the same turn in which the tasks were stored, so that none is over before it is followed. */
  add(tasks: readonly Pick<Task, 'id' | 'solverId'>[]): void
  /** No more tasks join: the job ends with the last of them. */
  seal(): void
}

/** Shows runs of tasks as jobs. A run ends when each of its tasks is over or cannot go on for now. */
export interface Progress {
  /** Starts a job. `onCancel` is called with the ids of those still open when somebody cancels it. */
  begin(message: string, onCancel: (ids: readonly string[]) => void): RunHandle
  /** The task changed. */
  changed(task: Task): void
  /** The solver is on hold and nothing of it is on its way: its runs end, and say why. */
  held(solverId: string, hold: Hold): void
  /** Whether a run that goes on has this task. */
  has(taskId: string): boolean
  /** Ends all runs; the tasks stay as they are. */
  close(): void
}

const remedies: Readonly<Record<string, string>> = {
  unconfirmed: 'Look at the balance or the history at the service, then decide whether to send it again.',
  'result-lost': 'Ask the service about this task, or send it again.',
  picture: 'Import the picture again, or leave it out.',
}

/** A service's own words come with or without their full stop. */
const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** The jobs that people see of runs of tasks. */
export function createProgress({ store }: Pick<Context, 'store'>, jobs: Pick<Jobs, 'start'>): Progress {
  const runs = new Set<Run>()

  const endIfDone = (run: Run) => {
    if (run.open.size > 0 || !run.sealed) return
    runs.delete(run)
    if (run.hold) run.job.fail(`${asSentence(run.hold.reason)} ${count(run.held, 'task')} left to send.`)
    else run.job.finish(run.failed > 0 ? `${count(run.failed, 'task')} without an answer.` : 'All tasks are done.')
  }

  const changed = (task: Task) => {
    if (!isSettled(task.status) && task.status !== 'unconfirmed') return
    for (const run of runs) {
      if (!run.open.delete(task.id)) continue
      if (task.failure) {
        run.failed += 1
        run.job.problem(problemOf(task, store.items.get(task.itemId)?.name ?? ''))
      }
      run.job.advance()
      endIfDone(run)
    }
  }

  return {
    changed,
    begin: (message, onCancel) => {
      const job = jobs.start('solve', 0, message)
      const run: Run = { job, open: new Map(), sealed: false, failed: 0, held: 0, hold: undefined }
      runs.add(run)
      job.signal.addEventListener('abort', () => {
        onCancel([...run.open.keys()])
      })
      return {
        job,
        add: (tasks) => {
          for (const { id, solverId } of tasks) run.open.set(id, solverId)
          job.addTotal(tasks.length)
        },
        seal: () => {
          run.sealed = true
          endIfDone(run)
        },
      }
    },
    held: (solverId, hold) => {
      for (const run of runs) {
        for (const [id, owner] of run.open) {
          if (owner !== solverId) continue
          run.open.delete(id)
          run.held += 1
          run.hold ??= hold
        }
        endIfDone(run)
      }
    },
    has: (taskId) => [...runs].some((run) => run.open.has(taskId)),
    close: () => {
      for (const run of runs) run.job.fail(`Interrupted: ${count(run.open.size, 'task')} go on at the next start.`)
      runs.clear()
    },
  }
}

const count = (number: number, word: string): string =>
  `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`

const problemOf = (task: Task, name: string): Problem => ({
  name,
  reason: task.failure?.message ?? '',
  remedy: remedies[task.failure?.code ?? ''] ?? 'Retry it, or mark the points by hand.',
})
