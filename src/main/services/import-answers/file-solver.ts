import type { Solver } from '../../../core/solver.ts'
import type { Context } from '../context.ts'

/** Longest name of a solver. */
const LONGEST = 80

/** What is known of the file before its solvers are made. */
export interface FileNames {
  readonly solverName: string
  readonly fileName: string
  /** Whether the files name several who answered: then each is a solver. */
  readonly areSeveral: boolean
}

/** The solver that stands for `source`: one that came in from a file under that name before, or a new one. Call it in a transaction. */
export function fileSolver(
  { store, newId }: Pick<Context, 'store' | 'newId'>,
  { solverName, fileName, areSeveral }: FileNames,
  source: string,
): Solver {
  const name = (areSeveral && source !== '' ? `${solverName}: ${source}` : solverName).slice(0, LONGEST)
  const known = store.solvers
    .list()
    .find(
      ({ profile, options, ...one }) =>
        profile === 'file' && one.name === name && (options.sourceName ?? '') === source,
    )
  if (known) return known
  const made: Solver = {
    id: newId(),
    name,
    profile: 'file',
    enabled: true,
    position: store.solvers.nextPosition(),
    mark: store.solvers.nextMark(),
    concurrency: 1,
    options: { fileName: fileName.slice(0, 500), ...(source !== '' && { sourceName: source }) },
  }
  store.solvers.insert(made)
  return made
}
