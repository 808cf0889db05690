import { type JSX, useState } from 'react'
import type { Settings } from '../../../contract/payloads.ts'
import { useProject } from '../../state/project.ts'
import { changeSettings, useSettings } from '../../state/settings.ts'
import { openDialog } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { run } from '../commands/context.ts'
import { SolverList } from './solver-list.tsx'

const PERCENT = 100

/** A field that is taken over when it is left, so that half a number is never stored. */
function Draft({
  id,
  value,
  type,
  onTake,
  ...rest
}: {
  id: string
  value: string
  type: 'text' | 'number'
  onTake: (text: string) => void
  min?: number
  max?: number
  step?: number
  maxLength?: number
}): JSX.Element {
  const [text, setText] = useState<string>()
  const leave = (): void => {
    if (text !== undefined && text.trim() !== '') onTake(text.trim())
    setText(undefined)
  }
  return (
    <input
      {...rest}
      id={id}
      type={type}
      className="field"
      value={text ?? value}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave()
      }}
    />
  )
}

/** How the window looks, who reviews, when a point counts as a hit, and whom one can ask. */
export function SettingsView(): JSX.Element {
  const { theme, reviewer, hitRadius } = useSettings((state) => state.settings)
  const app = useProject((state) => state.app)
  const [error, setError] = useState<string>()
  const change = async (part: Partial<Settings>): Promise<void> => {
    setError(undefined)
    try {
      await changeSettings(part)
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
    }
  }
  const takeRadius = (text: string): void => {
    const value = Number(text)
    if (!(value > 0)) return
    void change({
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
              onChange={(next) => void change({ theme: next })}
            />
            <span className="label">Keys</span>
            <span>
              <Button hint="?" onClick={() => run('app.shortcuts')}>
                Show shortcuts
              </Button>
            </span>
            <span className="label">Tour</span>
            <span>
              <Button onClick={() => void change({ tourDone: false })}>Show the tour again</Button>
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
            <Draft
              id="reviewer"
              type="text"
              maxLength={80}
              value={reviewer}
              onTake={(next) => void change({ reviewer: next })}
            />
            <p className="help">Stands with every revision that you save.</p>
            <label htmlFor="hit-radius">Hit within</label>
            <span className="beside">
              <Draft
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
                  void change({ hitRadius: unit === 'px' ? { unit, value: 40 } : { unit, value: 0.025 } })
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
            <span className="dim cut">{app?.keyStorage}</span>
            <span className="space" />
            <Button small icon="plus" onClick={() => openDialog({ kind: 'solver' })}>
              Add solver
            </Button>
          </div>
          <SolverList />
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
