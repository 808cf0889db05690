import { create } from 'zustand'
import type { Run } from '../../contract/run-methods.ts'
import { client } from '../host.ts'
import { loadFailures } from './runs-failures.ts'
import { loadUnconfirmed } from './runs-unconfirmed.ts'
import { chooseRun, takeRun } from './runs.ts'

/** What can be done at the same time: storing ten thousand tasks takes seconds, in which a run can be paused. */
type Kind = 'start' | 'steer' | 'resolve'

interface RunActions {
  /** Those that are on their way: none is pressed twice. */
  readonly busy: ReadonlySet<Kind>
  /** What could not be done last, and why, in words. */
  readonly trouble: { readonly what: string; readonly why: string } | undefined
}

/** What a person decides about runs. */
export const useRunActions = create<RunActions>(() => ({ busy: new Set(), trouble: undefined }))

/** Whether something of that kind is on its way. */
export const useBusy = (kind: Kind): boolean => useRunActions(({ busy }) => busy.has(kind))

/** Does one thing of a kind at a time; what fails is kept to be shown where the work is. Says whether it was done. */
async function attempt(kind: Kind, what: string, work: () => Promise<void>): Promise<boolean> {
  const { busy } = useRunActions.getState()
  if (busy.has(kind)) return false
  useRunActions.setState({ busy: new Set([...busy, kind]), trouble: undefined })
  try {
    await work()
    return true
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    useRunActions.setState({ trouble: { what, why } })
    return false
  } finally {
    const others = [...useRunActions.getState().busy].filter((one) => one !== kind)
    useRunActions.setState({ busy: new Set(others) })
  }
}

export const dismissTrouble = (): void => {
  useRunActions.setState({ trouble: undefined })
}

type Ask = Parameters<(typeof client)['tasks.send']>[0]

/** Stores the tasks and starts them; then shows the run. */
export const startRun = async (ask: Ask): Promise<boolean> =>
  attempt('start', 'Nothing was started.', async () => show(await client['tasks.send'](ask)))

async function show({ runId }: { readonly runId: string }): Promise<void> {
  takeRun(await client['runs.get']({ id: runId }))
  chooseRun(runId)
}

/** Sends nothing new of a run, or of one of its solvers. */
export const pauseRun = async ({ id, number }: Run, solverId?: string): Promise<boolean> =>
  attempt('steer', `Run ${String(number)} was not paused.`, async () =>
    takeRun(await client['runs.pause']({ id, ...(solverId !== undefined && { solverId }) })),
  )

/** Goes on with a run, or with one of its solvers. A budget that is given takes the place of the one it has; null lifts it. */
export const resumeRun = async (
  { id, number }: Pick<Run, 'id' | 'number'>,
  change: { readonly solverId?: string; readonly budget?: number | null; readonly solverBudget?: number | null } = {},
): Promise<boolean> =>
  attempt('steer', `Run ${String(number)} does not go on.`, async () =>
    takeRun(await client['runs.resume']({ id, ...change })),
  )

export const cancelRun = async ({ id, number }: Run): Promise<boolean> =>
  attempt('steer', `Run ${String(number)} was not cancelled.`, async () => takeRun(await client['runs.cancel']({ id })))

/** Sends every failed task of a cause again, as a new run, and shows that. */
export const retryFailed = async (runId: string, code: string): Promise<boolean> =>
  attempt('start', 'Nothing was sent again.', async () => {
    await show(await client['runs.retryFailed']({ runId, code }))
    await loadFailures()
  })

/** Decides what becomes of a task of which nobody knows whether it was paid. */
export const resolveUnconfirmed = async (taskId: string, as: 'failed' | 'send-again'): Promise<boolean> =>
  attempt('resolve', 'The task stays unconfirmed.', async () => {
    await client['tasks.resolve']({ id: taskId, as })
    await loadUnconfirmed()
  })
