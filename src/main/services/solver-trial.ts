import { setTimeout as sleep } from 'node:timers/promises'
import type { SolverTest } from '../../contract/solver-methods.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Answer } from '../../core/answer.ts'
import type { Solver } from '../../core/solver.ts'
import type { Task } from '../../core/task.ts'
import { isSettled } from '../../core/task-status.ts'
import { limitsFor, profiles } from '../solvers/profiles.ts'
import { LONGEST_SHOWN } from '../solvers/watch-http.ts'
import type { Context } from './context.ts'
import type { Hold } from './queue/hold.ts'
import { OnHold } from './queue/hold.ts'
import type { TaskWatch } from './task-watch.ts'
import type { TaskService } from './tasks.ts'

/** Asks a solver about one image, as a task of its own that goes through the queue like any other: what it costs is in the books. */
export type SolverTrial = (solver: Solver, itemId: string) => Promise<SolverTest>

type Queue = Pick<TaskService, 'connect' | 'holdOf' | 'tasks.send' | 'tasks.cancel'>

/** A trial that could not be sent for so long is given up, milliseconds. */
const PATIENCE = 30_000

/** `watch` tells when a task has ended. */
export function createSolverTrial(
  { store, images, now }: Pick<Context, 'store' | 'images' | 'now'>,
  queue: Queue,
  watch: Pick<TaskWatch, 'until'>,
  patience = PATIENCE,
): SolverTrial {
  /** What was, or would be, sent: made again from the same picture by the same client. */
  const shownOf = async (solver: Solver, hash: string, instruction: string) => {
    const client = await queue.connect(solver)
    const picture = await images.forSolver(hash, limitsFor(profiles[solver.profile], solver.options))
    return client.show?.({ picture, instruction }) ?? ''
  }

  const send = async (solver: Solver, itemId: string): Promise<Task> => {
    const items = { ids: [itemId] }
    const { count } = await queue['tasks.send']({ items, solverIds: [solver.id], onlyUnsolved: false })
    const task = store.tasks.ofItem(itemId).find(({ solverId }) => solverId === solver.id)
    if (count === 0 || !task) {
      throw new ContractError('conflict', `${solver.name} is being asked about this image already.`)
    }
    return task
  }

  /** The task when it has ended, or as it stands when nothing more is sent to its solver. The hold from before it was sent is being lifted. */
  const endOf = (id: string, solverId: string, before: Hold | undefined, isLate: () => boolean): Promise<Task> =>
    watch.until(() => {
      const task = store.tasks.get(id)
      if (!task) throw new ContractError('closing', 'This project is being closed.')
      const isOver = isSettled(task.status) || task.status === 'unconfirmed'
      const hold = queue.holdOf(solverId)
      return isOver || (hold && hold !== before) || (isLate() && task.status === 'queued') ? task : undefined
    })

  return async (solver, itemId) => {
    const item = store.items.get(itemId)
    if (!item) throw new ContractError('not-found', 'This item does not exist.')
    const began = performance.now()
    const record = (result: Pick<SolverTest, 'ok' | 'summary' | 'sent' | 'received' | 'latencyMs'>): SolverTest => {
      const test: SolverTest = { ...result, solverId: solver.id, at: now(), asked: 'image' }
      store.transact(() => {
        store.solverTests.insert(test)
      })
      return test
    }
    let sent: string
    try {
      sent = await shownOf(solver, item.image.hash, item.instruction)
    } catch (error) {
      if (!(error instanceof OnHold)) throw error
      return record({ ok: false, summary: error.hold.reason, sent: '', received: '', latencyMs: 0 })
    }
    const before = queue.holdOf(solver.id)
    const { id } = await send(solver, itemId)
    // What waits for a busy or distant source must not be sent when nobody looks any more; what was sent is waited for.
    let isLate = false
    const end = endOf(id, solver.id, before, () => isLate)
    await Promise.race([end, sleep(patience, undefined, { ref: false })])
    isLate = true
    const cancel = () => queue['tasks.cancel']({ ids: [id] })
    if (store.tasks.get(id)?.status === 'queued') await cancel()
    const task = await end
    if (task.status === 'queued') await cancel()
    const answer = store.answers.ofItem(itemId).findLast(({ taskId }) => taskId === task.id)
    return record({
      ok: answer !== undefined || task.failure?.code === 'no-convention',
      summary: answer ? summaryOf(answer, item.image) : (task.failure?.message ?? holdReason(queue, solver)),
      sent: task.attemptId === undefined ? '' : sent,
      // The whole of it stays with the task.
      received: ((answer ? store.answers.raw(answer.id) : store.tasks.raw(task.id)) ?? '').slice(0, LONGEST_SHOWN),
      latencyMs: answer?.latencyMs ?? Math.round(performance.now() - began),
    })
  }
}

const holdReason = (queue: Queue, solver: Solver): string =>
  queue.holdOf(solver.id)?.reason ?? `${solver.name} takes nothing at the moment; nothing was sent.`

/** "3 points, all inside", and what it cost. */
function summaryOf({ points, cost }: Answer, { width, height }: { width: number; height: number }): string {
  const inside = points.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height).length
  const many = `${points.length} ${points.length === 1 ? 'point' : 'points'}`
  const where = points.length === 0 ? '' : inside === points.length ? ', all inside' : `, ${inside} inside`
  return `${many}${where}${cost === undefined ? '' : `, $${cost}`}`
}
