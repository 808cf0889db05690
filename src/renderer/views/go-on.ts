import { dismissOffer, type Offer, runsThatWait } from '../state/network.ts'
import { resumeRun } from '../state/runs-actions.ts'
import { useSolvers } from '../state/solvers.ts'
import { plural } from '../ui/words.ts'

/** Solvers by name, for a sentence. */
function namesOf(solverIds: Iterable<string>): string {
  const wanted = new Set(solverIds)
  return useSolvers
    .getState()
    .solvers.filter(({ solver }) => wanted.has(solver.id))
    .map(({ solver }) => solver.name)
    .join(', ')
}

/** Whom nobody can reach, in words. */
export const unreachableWords = (solverIds: Iterable<string>): string =>
  `${namesOf(solverIds) || 'A solver'} cannot be reached`

/** What can be reached again, in words. */
export const offerWords = ({ solverIds, waiting }: Offer): string =>
  `${namesOf(solverIds) || 'A solver'} can be reached again. ${plural(waiting, 'task waits', 'tasks wait')}.`

/** A person said that what waited for the network is to be sent. */
export async function goOn({ solverIds }: Offer): Promise<void> {
  for (const run of runsThatWait(solverIds)) if (!(await resumeRun(run))) return
  dismissOffer()
}
