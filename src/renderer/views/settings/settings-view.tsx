import { type JSX, useState } from 'react'
import type { Settings } from '../../../contract/payloads.ts'
import { useProject } from '../../state/project.ts'
import { changeSettings, useSettings } from '../../state/settings.ts'
import { showView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { DraftField } from '../../ui/draft-field.tsx'
import { Note } from '../../ui/note.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { run } from '../commands/context.ts'

const PERCENT = 100

/** Stores a change. Answers with why it was not stored, in words. */
async function change(part: Partial<Settings>): Promise<string | undefined> {
  try {
    await changeSettings(part)
    return undefined
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason)
  }
}

/** How the window looks, who reviews, when a point counts as a hit, and whom one can ask. */
export function SettingsView(): JSX.Element {
  const { theme, reviewer, hitRadius } = useSettings((state) => state.settings)
  const app = useProject((state) => state.app)
  const [error, setError] = useState<string>()
  const choose = async (part: Partial<Settings>): Promise<void> => setError(await change(part))
  const takeRadius = async (text: string): Promise<string | undefined> => {
    const value = Number(text)
    if (!(value > 0)) return 'The radius must be more than 0.'
    return change({
      hitRadius:
        hitRadius.unit === 'px' ? { unit: 'px', value } : { unit: 'diagonal', value: Math.min(value / PERCENT, 1) },
    })
  }
  return (
    <main className="page" data-pane>
      <header className="bar">
        <h1>Settings</h1>
      </header>
      {error !== undefined && (
        <Note kind="error" title="Not saved.">
          {error}
        </Note>
      )}
      <div className="page-body settings">
        <section className="panel">
          <div className="panel-head">
            <h2>Window</h2>
          </div>
          <div className="form">
            <span className="label">Theme</span>
            <Segmented
              name="Theme"
              value={theme}
              options={[
                { value: 'system', label: 'As the system' },
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
              ]}
              onChange={(next) => void choose({ theme: next })}
            />
            <span className="label">Keys</span>
            <span>
              <Button hint="?" onClick={() => run('app.shortcuts')}>
                Show shortcuts
              </Button>
            </span>
            <span className="label">Tour</span>
            <span>
              <Button onClick={() => void choose({ tourDone: false })}>Show the tour again</Button>
            </span>
            <p className="help">It is shown with the samples.</p>
          </div>
        </section>
        <section className="panel">
          <div className="panel-head">
            <h2>Review</h2>
          </div>
          <div className="form">
            <label htmlFor="reviewer">Reviewer</label>
            <DraftField
              id="reviewer"
              maxLength={80}
              value={reviewer}
              onTake={async (next) => change({ reviewer: next })}
            />
            <p className="help">Stands with every revision that you save.</p>
            <label htmlFor="hit-radius">Hit within</label>
            <span className="beside">
              <DraftField
                id="hit-radius"
                type="number"
                min={0}
                step={0.1}
                value={String(
                  hitRadius.unit === 'px' ? hitRadius.value : Math.round(hitRadius.value * PERCENT * 100) / 100,
                )}
                onTake={takeRadius}
              />
              <Segmented
                name="Unit of the hit radius"
                value={hitRadius.unit}
                options={[
                  { value: 'px', label: 'pixels' },
                  { value: 'diagonal', label: '% of the diagonal' },
                ]}
                onChange={(unit) =>
                  void choose({ hitRadius: unit === 'px' ? { unit, value: 40 } : { unit, value: 0.025 } })
                }
              />
            </span>
            <p className="help">
              A point of an answer counts as a hit where it lies this near a target that no other point took.
            </p>
          </div>
        </section>
        <section className="panel">
          <div className="panel-head">
            <h2>Solvers</h2>
          </div>
          <p className="say">
            Whom one can ask, their keys and how their replies are read stand in{' '}
            <Button look="link" onClick={() => showView('solvers')}>
              Solvers
            </Button>
          </p>
        </section>
        {app && (
          <p className="dim">
            Pointcheck {app.version}. Project folder: <span className="mono">{app.project.path}</span>
          </p>
        )}
      </div>
    </main>
  )
}
