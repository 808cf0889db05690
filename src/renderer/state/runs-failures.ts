import { create } from 'zustand'
import type { FailureGroup } from '../../contract/run-methods.ts'
import { client } from '../host.ts'
import { coalesce } from './coalesce.ts'
import { showQueue } from './queue.ts'
import { shownRun, useRuns } from './runs.ts'
import { showView } from './view.ts'

interface Failures {
  /** The run they are of. */
  readonly runId: string | undefined
  /** The largest group first. */
  readonly groups: readonly FailureGroup[]
  readonly error: string | undefined
}

/** Failures come in bursts, and their groups are counted over all of them. */
const GAP_MS = 500

/** Failed tasks of the run that is shown, by cause. */
export const useFailures = create<Failures>(() => ({ runId: undefined, groups: [], error: undefined }))

const shownId = (): string | undefined => shownRun(useRuns.getState())?.run.id

/** Reads the groups of the run that is shown; what cannot be read is said in `error`. */
export async function loadFailures(): Promise<void> {
  const runId = shownId()
  if (runId === undefined) {
    useFailures.setState({ runId, groups: [], error: undefined })
    return
  }
  try {
    const groups = await client['runs.failures']({ runId })
    if (runId === shownId()) useFailures.setState({ runId, groups, error: undefined })
  } catch (error) {
    useFailures.setState({ runId, error: error instanceof Error ? error.message : String(error) })
  }
}

/** What must differ for the groups to be others. */
const failuresKey = (): string => {
  const run = shownRun(useRuns.getState())?.run
  return run ? `${run.id} ${String(run.counts.failed)} ${run.state}` : ''
}

/** Keeps the groups fresh until the returned function is called. */
export function followFailures(): () => void {
  const soon = coalesce(loadFailures, GAP_MS)
  let seen = failuresKey()
  void loadFailures()
  return useRuns.subscribe(() => {
    const key = failuresKey()
    if (key === seen) return
    // Another run is shown at once, more failures of the same one soon.
    if (key.split(' ')[0] === seen.split(' ')[0]) soon()
    else void loadFailures()
    seen = key
  })
}

/** Opens the items of one cause in Review. Throws ContractError. */
export async function showFailedItems(runId: string, { code, title }: FailureGroup): Promise<void> {
  const { itemIds } = await client['runs.failedItems']({ runId, code })
  showView('review')
  await showQueue({ chip: 'all', text: '', only: { title, ids: itemIds } })
}
