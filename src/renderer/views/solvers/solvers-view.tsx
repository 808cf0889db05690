import { type JSX, useEffect } from 'react'
import { canBeAsked } from '../../../core/solver.ts'
import { useProject, useReadOnly } from '../../state/project.ts'
import { followFigures, testSolver, useFigures } from '../../state/solvers-figures.ts'
import { addSolver, useSolversView } from '../../state/solvers-view.ts'
import { useSolvers } from '../../state/solvers.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { count, plural } from '../../ui/words.ts'
import { ConventionView } from './convention/convention-view.tsx'
import { SolverDetails } from './details/solver-details.tsx'
import { LatestTests } from './latest-tests.tsx'
import { importProfiles } from './profiles.ts'
import { reported } from './reported.ts'
import { SolverTable } from './solver-table.tsx'

/** Tries every solver that is on, all at the same time. */
async function testAll(): Promise<void> {
  const { solvers } = useSolvers.getState()
  await Promise.all(
    solvers
      .filter(({ solver }) => solver.enabled && canBeAsked(solver))
      .map(async ({ solver }) => reported(`${solver.name} could not be tested`, async () => testSolver(solver.id))),
  )
}

function Head(): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  const isTesting = useFigures(({ testing }) => testing.size > 0)
  const readOnly = useReadOnly()
  const on = solvers.filter(({ solver }) => solver.enabled).length
  return (
    <header className="bar">
      <h1>Solvers</h1>
      <i className="rule" />
      <span className="dim cut">
        {plural(solvers.length, 'source')}, {count(on)} on
      </span>
      <span className="space" />
      <Button look="quiet" reason={readOnly} onClick={() => void importProfiles()}>
        Import profiles
      </Button>
      <Button
        icon="retry"
        reason={readOnly ?? (on === 0 ? 'Turn a solver on first' : undefined)}
        disabled={isTesting || on === 0 || readOnly !== undefined}
        onClick={() => void testAll()}
      >
        Test all
      </Button>
      <Button icon="plus" look="primary" reason={readOnly} onClick={addSolver}>
        Add solver
      </Button>
    </header>
  )
}

/** Whom one can ask: the list, and one of them with all that can be set, tried and known. */
export function SolversView(): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  const { selectedId, pickingFor } = useSolversView()
  const keyStorage = useProject(({ app }) => app?.keyStorage)
  const selected = solvers.find(({ solver }) => solver.id === selectedId) ?? solvers[0]
  const picking = solvers.find(({ solver }) => solver.id === pickingFor)
  useEffect(followFigures, [])
  if (picking) return <ConventionView key={picking.solver.id} solver={picking.solver} />
  return (
    <main className="page">
      <Head />
      <div className="solvers">
        <div className="page-body" data-pane>
          {solvers.length > 0 && (
            <section className="panel" aria-label="All solvers">
              <SolverTable selectedId={selected?.solver.id} />
            </section>
          )}
          {solvers.every(({ solver }) => solver.builtIn) && (
            <p className="only-built-in">
              {solvers.length === 0
                ? 'No source is left.'
                : 'These answer on this machine about shapes and samples only.'}{' '}
              Add a service, a model or your own detector to have other pictures solved.
            </p>
          )}
          <p className="keys-say" id="solver-keys">
            <Icon name="lock" className="small" />
            <span>
              {keyStorage} Keys are never shown again and never exported. Each is bound to the address it was entered
              for.
            </span>
          </p>
          <LatestTests />
        </div>
        {selected && <SolverDetails key={selected.solver.id} info={selected} />}
      </div>
    </main>
  )
}
