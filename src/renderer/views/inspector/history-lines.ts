import type { ItemDetail, RevisionHead, SolverInfo } from '../../../contract/payloads.ts'
import type { Task } from '../../../core/task.ts'
import { plural } from '../../ui/words.ts'

/** One thing that happened to an item. */
export interface HistoryLine {
  readonly key: string
  readonly words: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly by?: string
  /** The revision that it made. */
  readonly revision?: number
  /** The state that the truth is in now. */
  readonly isCurrent?: boolean
  /** An earlier truth, which can be brought back. */
  readonly canRestore?: boolean
}

const ends: Partial<Record<Task['status'], (name: string, task: Task) => string>> = {
  failed: (name, task) => `${name} failed: ${task.failure?.message ?? 'no reason given'}`,
  unconfirmed: (name) => `${name}: not known whether it was sent`,
  cancelled: (name) => `Cancelled at ${name}`,
  queued: (name) => `Waits for ${name}`,
  submitting: (name) => `Being sent to ${name}`,
  waiting: (name) => `Sent to ${name}`,
}

const kinds: Record<RevisionHead['kind'], (what: string, of: number | undefined) => string> = {
  edit: (what) => what,
  undo: (what) => `Undid: ${what}`,
  redo: (what) => `Redid: ${what}`,
  restore: (what, of) => (of === undefined ? what : `Restored revision ${String(of)}`),
}

/** The kind of a revision is said unless its words say it already. */
const revisionWords = ({ kind, what, of }: RevisionHead): string =>
  /^(undid|redid|undo|redo|restored)/i.test(what) ? what : kinds[kind](what, of)

/** Revisions, answers and unfinished or failed tasks of an item as one list, newest first, ending with its import. */
export function historyLines(
  detail: ItemDetail,
  revisions: readonly RevisionHead[],
  solvers: readonly SolverInfo[],
): HistoryLine[] {
  const nameOf = (id: string): string =>
    solvers.find(({ solver }) => solver.id === id)?.solver.name ?? 'A removed solver'
  const current = revisions[0]?.number ?? 0
  const lines: HistoryLine[] = [
    ...revisions.map((head) => ({
      key: `revision-${String(head.number)}`,
      words: revisionWords(head),
      at: head.at,
      by: head.by,
      revision: head.number,
      isCurrent: head.number === current,
      canRestore: head.number !== current,
    })),
    ...detail.answers.map((answer) => ({
      key: `answer-${answer.id}`,
      words: `${nameOf(answer.solverId)} answered, ${plural(answer.points.length, 'point')}`,
      at: answer.at,
    })),
    ...detail.tasks.flatMap((task) => {
      const words = ends[task.status]?.(nameOf(task.solverId), task)
      const at = task.settledAt ?? task.submittedAt ?? task.createdAt
      return words === undefined ? [] : [{ key: `task-${task.id}`, words, at }]
    }),
  ]
  lines.sort((a, b) => b.at - a.at || (b.revision ?? 0) - (a.revision ?? 0))
  const added: HistoryLine = {
    key: 'added',
    words: 'Added',
    at: detail.item.addedAt,
    revision: 0,
    // An answer says nothing of the truth, but it is news: with one above it, this is not where things stand.
    isCurrent: lines.length === 0,
    canRestore: current !== 0,
  }
  return [...lines, added]
}
