import type { JSX } from 'react'
import { dismissOffer, useNetwork } from '../../state/network.ts'
import { useProject } from '../../state/project.ts'
import { dismissTrouble, useRunActions } from '../../state/runs-actions.ts'
import { allowNotifications, useNotify } from '../../state/runs-notify.ts'
import { loadRuns, useRuns } from '../../state/runs.ts'
import { showView } from '../../state/view.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { report } from '../../ui/report.ts'
import { goOn, offerWords, unreachableWords } from '../go-on.ts'
import { run as runCommand } from '../commands/context.ts'
import { EarlierRuns } from './earlier-runs.tsx'
import { FailedPanel } from './failed-panel.tsx'
import { LanesTable } from './lanes-table.tsx'
import { PlanPane } from './plan-pane.tsx'
import { RunPanel } from './run-panel.tsx'
import { UnconfirmedPanel } from './unconfirmed-panel.tsx'

function AllowNotifications(): JSX.Element | null {
  const permission = useNotify((state) => state.permission)
  if (permission !== 'default') return null
  return (
    <Button
      look="quiet"
      icon="bell"
      title="Lets the browser tell you when a run ends"
      onClick={() => void allowNotifications()}
    >
      Tell me at the end
    </Button>
  )
}

function Troubles(): JSX.Element {
  const trouble = useRunActions((state) => state.trouble)
  const { online, unreachable, offer } = useNetwork()
  return (
    <>
      {(!online || unreachable.size > 0) && (
        <Note kind="warning" title={online ? `${unreachableWords(unreachable)}.` : 'This machine has no network.'}>
          What you start is queued; what was sent is fetched as soon as it can be. You say when sending goes on.
        </Note>
      )}
      {offer && (
        <Note
          kind="information"
          title={offerWords(offer)}
          actions={
            <>
              <Button small icon="play" onClick={() => void goOn(offer)}>
                Go on
              </Button>
              <IconButton small name="Dismiss" icon="close" onClick={dismissOffer} />
            </>
          }
        />
      )}
      {trouble && (
        <Note
          kind="error"
          title={trouble.what}
          actions={<IconButton small name="Dismiss" icon="close" onClick={dismissTrouble} />}
        >
          {trouble.why}
        </Note>
      )}
    </>
  )
}

function Nothing(): JSX.Element | null {
  const { known, status, error } = useRuns()
  const total = useProject(({ counts }) => counts?.total)
  if (status === 'failed')
    return (
      <Note
        kind="error"
        title="The runs cannot be read."
        actions={
          <Button
            small
            icon="retry"
            onClick={() => void loadRuns().catch((reason: unknown) => report('The runs cannot be read', reason))}
          >
            Try again
          </Button>
        }
      >
        {error}
      </Note>
    )
  if (status === 'loading' || known.length > 0) return null
  return (
    <div className="no-run">
      <Icon name="play" className="dim" />
      <h2>Nothing was started yet</h2>
      {total === 0 ? (
        <>
          <p>A run asks solvers about the items of the project. There is none yet.</p>
          <Button icon="import" onClick={() => runCommand('app.openImages')}>
            Add images
          </Button>
        </>
      ) : (
        <p>
          Choose items and solvers at the left. While a run goes on, its rate, its cost and what failed stand here, and
          the other views can be used.
        </p>
      )}
    </div>
  )
}

/** Sends many items at once: the next run at the left, the one that goes on at the right. */
export function SolveView(): JSX.Element {
  const project = useProject(({ app }) => app?.project)
  return (
    <main className="page solve">
      <header className="bar">
        <h1>Solve</h1>
        <i className="rule" />
        <span className="dim cut">{project?.name}</span>
        <span className="space" />
        <AllowNotifications />
        <EarlierRuns />
        <Button look="quiet" icon="solvers" onClick={() => showView('solvers')}>
          Solvers
        </Button>
      </header>
      <div className="solve-two">
        <PlanPane />
        <div className="solve-main" data-pane>
          <Troubles />
          <Nothing />
          <RunPanel />
          <LanesTable />
          <FailedPanel />
          <UnconfirmedPanel />
        </div>
      </div>
    </main>
  )
}
