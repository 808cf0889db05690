import { dismissOffer, runsThatWait, type useNetwork } from '../state/network.ts'
import { resumeRun } from '../state/runs-actions.ts'
import { useSolvers } from '../state/solvers.ts'
import { plural } from '../ui/words.ts'

type Offer = NonNullable<ReturnType<typeof useNetwork.getState>['offer']>

/** What can be reached again, in words. */
export function offerWords({ solverIds, waiting }: Offer): string {
  const names = useSolvers
    .getState()
    .solvers.filter(({ solver }) => solverIds.includes(solver.id))
    .map(({ solver }) => solver.name)
  return `${names.length === 0 ? 'The network' : names.join(', ')} can be reached again. ${plural(waiting, 'task')} wait.`
}

/** A person said that what waited for the network is to be sent. */
export async function goOn({ solverIds }: Offer): Promise<void> {
  for (const run of runsThatWait(solverIds)) if (!(await resumeRun(run))) return
  dismissOffer()
}
