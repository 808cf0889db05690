import type { Run } from '../../src/contract/run-methods.ts'
import type { QueueUnderTest } from './support.ts'

/** Sends items to solvers as a run; by default all items to the solver of the queue. */
export async function sendRun(
  queue: QueueUnderTest,
  wanted: { solverIds?: string[]; onlyUnsolved?: boolean; budget?: number; solverBudget?: number } = {},
): Promise<{ readonly jobId: string; readonly runId: string; readonly count: number }> {
  return queue.tasks['tasks.send']({
    items: {},
    solverIds: [queue.solver.id],
    onlyUnsolved: false,
    ...wanted,
  })
}

export const runOf = async (queue: QueueUnderTest, id: string): Promise<Run> => queue.tasks['runs.get']({ id })

/** Resolves with the run when `holds` does of what was told of it last, asked after every event. */
export async function untilRun(queue: QueueUnderTest, id: string, holds: (run: Run) => boolean): Promise<Run> {
  await queue.until(() => {
    const last = queue.events.findLast((event) => event.name === 'run.changed' && event.payload.id === id)
    return last?.name === 'run.changed' && holds(last.payload)
  })
  return runOf(queue, id)
}

/** The notifications that runs have ended, so far. */
export const endings = ({ events }: QueueUnderTest) =>
  events.filter((event) => event.name === 'run.ended').map((event) => event.payload)
