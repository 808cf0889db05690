import type { Answer } from '../../../core/answer.ts'
import { advance } from '../../../core/task-status.ts'
import type { Task, TaskFailure } from '../../../core/task.ts'
import type { Moment, Standing } from '../../store/rereads.ts'
import type { Context } from '../context.ts'
import { errorPxOver, refreshErrorPx } from '../item-error.ts'

/** What a reading does to a task: its answer becomes another, it gets one, or, undone, it loses it again. */
export type Change =
  | { readonly kind: 'changed'; readonly before: Answer; readonly after: Answer }
  | { readonly kind: 'recovered'; readonly task: Task; readonly after: Answer }
  | { readonly kind: 'lost'; readonly before: Answer; readonly failure: TaskFailure }

/** Items whose error is computed between two turns of the window. */
const AT_ONCE = 50

const answerOf = (change: Change): Answer => (change.kind === 'lost' ? change.before : change.after)

/** How a task stood before a change. */
export function standingBefore(change: Exclude<Change, { kind: 'lost' }>): Standing {
  if (change.kind === 'recovered') {
    return { kind: 'failed', failure: change.task.failure ?? { code: 'unreadable-answer', message: '' } }
  }
  const { points, convention, frameSize } = change.before
  return { kind: 'answer', points, convention, ...(frameSize && { frameSize }) }
}

/** Groups changes by the item they are about. */
function byItem(changes: readonly Change[]): Map<string, Change[]> {
  const items = new Map<string, Change[]>()
  for (const change of changes) {
    const { itemId } = answerOf(change)
    const others = items.get(itemId)
    if (others) others.push(change)
    else items.set(itemId, [change])
  }
  return items
}

/** The answers of an item as they will be, oldest first. */
function answersAfter(stored: readonly Answer[], changes: readonly Change[]): Answer[] {
  const changed = new Map(changes.map((change) => [answerOf(change).taskId, change]))
  const kept = stored.flatMap((answer) => {
    const change = changed.get(answer.taskId)
    if (change?.kind === 'lost') return []
    return change?.kind === 'changed' ? [change.after] : [answer]
  })
  const recovered = changes.filter((change) => change.kind === 'recovered').map(({ after }) => after)
  return [...kept, ...recovered].sort((a, b) => a.at - b.at)
}

/** Errors of items as the changes will make them, computed before the transaction so that it stays short. */
export interface Foreseen {
  readonly errors: ReadonlyMap<string, number | undefined>
  readonly moment: Moment
  readonly radius: string
}

const radiusOf = ({ settings }: Pick<Context, 'settings'>): string => JSON.stringify(settings().hitRadius)

/** Computes the errors that the reviewed items will have; gives the window its turn between some and the next. */
export async function foresee(
  context: Pick<Context, 'store' | 'settings'>,
  changes: readonly Change[],
  turn: () => Promise<void>,
): Promise<Foreseen> {
  const { store } = context
  const moment = store.rereads.now()
  const radius = radiusOf(context)
  const errors = new Map<string, number | undefined>()
  let looked = 0
  for (const [itemId, own] of byItem(changes)) {
    looked += 1
    if (looked % AT_ONCE === 0) await turn()
    const item = store.items.get(itemId)
    if (item?.state !== 'reviewed') continue
    errors.set(itemId, errorPxOver(context, item, answersAfter(store.answers.ofItem(itemId), own)))
  }
  return { errors, moment, radius }
}

/** Writes one change. A failed task becomes solved, and the other way round, through the status machine. */
function write({ store }: Pick<Context, 'store'>, change: Change): Task | undefined {
  if (change.kind === 'changed') {
    store.rereads.setReading(change.after.id, change.after)
    return undefined
  }
  if (change.kind === 'recovered') {
    const { failure: _, ...rest } = change.task
    const task: Task = { ...rest, status: advance(rest.status, 're-read') }
    const raw = store.rereads.rawOfTask(task.id)
    if (!raw) throw new Error(`Task ${task.id} keeps no reply.`)
    store.tasks.save(task)
    store.answers.insert(change.after, raw)
    return task
  }
  const solved = store.tasks.get(change.before.taskId)
  if (!solved) throw new Error(`There is no task ${change.before.taskId}.`)
  const task: Task = { ...solved, status: advance(solved.status, 're-read-undone'), failure: change.failure }
  store.rereads.removeAnswer(task.id)
  store.tasks.save(task)
  return task
}

const changesCounts = (change: Change): boolean =>
  change.kind !== 'changed' || change.before.points.length !== change.after.points.length

/**
 * Writes changes with the summaries of their items; call it in the transaction that records them. Returns the tasks that changed.
 * An error that was foreseen is taken where nothing happened to the item since.
 */
export function writeChanges(
  context: Pick<Context, 'store' | 'settings'>,
  changes: readonly Change[],
  { errors, moment, radius }: Foreseen,
): Task[] {
  const { store } = context
  // Before anything is written: what this adds itself is foreseen.
  const since = radius === radiusOf(context) ? store.rereads.itemsSince(moment) : undefined
  const tasks = changes.map((change) => write(context, change)).filter((task) => task !== undefined)
  const counted = new Set(changes.filter(changesCounts).map((change) => answerOf(change).itemId))
  store.items.refreshSummaries([...counted])
  for (const itemId of byItem(changes).keys()) {
    if (errors.has(itemId) && since && !since.has(itemId)) store.items.setErrorPx(itemId, errors.get(itemId))
    else refreshErrorPx(context, itemId)
  }
  return tasks
}
