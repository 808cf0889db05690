import { type JSX, useEffect, useState } from 'react'
import type { ExportRun } from '../../../contract/payloads.ts'
import { client } from '../../host.ts'
import { useJobs } from '../../state/jobs.ts'
import { useProject } from '../../state/project.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { count, moment, when } from '../../ui/words.ts'
import { run } from '../commands/context.ts'
import { ImportResult } from '../canvas-pane/import-result.tsx'

const lossWords = ({ report }: ExportRun): string => {
  const lost = report.filter(({ kind }) => kind === 'lost').length
  return lost === 0 ? 'nothing lost' : `${count(lost)} kinds lost`
}

function Runs({ runs }: { runs: readonly ExportRun[] }): JSX.Element {
  const now = Date.now()
  return (
    <table className="list" aria-label="Earlier exports">
      <thead>
        <tr>
          <th scope="col">Format</th>
          <th scope="col" className="place">
            Place
          </th>
          <th scope="col" className="number">
            Items
          </th>
          <th scope="col" className="number">
            Files
          </th>
          <th scope="col">When</th>
          <th scope="col">By</th>
          <th scope="col">Content</th>
          <th scope="col">Loss</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((one) => (
          <tr key={one.id}>
            <td>{one.format}</td>
            <td className="mono" title={one.destination}>
              {one.destination}
            </td>
            <td className="number">{count(one.items)}</td>
            <td className="number">{count(one.files)}</td>
            <td title={moment(one.at)}>{when(one.at, now)}</td>
            <td>{one.by}</td>
            <td className="mono" title={one.sha256}>
              {one.sha256.slice(0, 8)}
            </td>
            <td className={one.report.some(({ kind }) => kind === 'lost') ? 'warn' : 'dim'}>{lossWords(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What went out of the project, and the way to bring more in or out. */
export function DatasetsView(): JSX.Element {
  const name = useProject(({ app }) => app?.project.name)
  const ended = useJobs(({ jobs }) => jobs.filter(({ kind, state }) => kind === 'export' && state === 'done').length)
  const [runs, setRuns] = useState<readonly ExportRun[]>()
  const [error, setError] = useState<string>()
  useEffect(() => {
    client['exports.list']({}).then(setRuns, (reason: unknown) => {
      setError(reason instanceof Error ? reason.message : String(reason))
    })
  }, [ended, name])
  return (
    <main className="page">
      <header className="bar">
        <h1>Datasets</h1>
        <i className="rule" />
        <span className="dim cut">{name}</span>
        <span className="space" />
        <Button icon="import" onClick={() => run('app.openImages')}>
          Add images
        </Button>
        <Button icon="export" look="primary" onClick={() => run('app.export')}>
          Export
        </Button>
      </header>
      {error !== undefined && (
        <Note kind="error" title="The exports cannot be listed.">
          {error}
        </Note>
      )}
      <div className="page-body">
        <section className="panel">
          <div className="panel-head">
            <h2>Earlier exports</h2>
          </div>
          {runs && runs.length > 0 && <Runs runs={runs} />}
          {runs?.length === 0 && (
            <p className="say">
              <Icon name="export" className="small" /> Nothing was exported yet. Each export is kept here with what it
              held and lost.
            </p>
          )}
        </section>
      </div>
      <ImportResult />
    </main>
  )
}
