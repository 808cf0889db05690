import { type JSX, useEffect, useState } from 'react'
import type { ExportRun } from '../../../contract/payloads.ts'
import { client } from '../../host.ts'
import { useJobs } from '../../state/jobs.ts'
import { useProject } from '../../state/project.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { useNow } from '../../ui/use-now.ts'
import { count, moment, when } from '../../ui/words.ts'
import { run } from '../commands/context.ts'
import { ImportResult } from '../canvas-pane/import-result.tsx'

const lossWords = ({ report }: ExportRun): string => {
  const lost = report.filter(({ kind }) => kind === 'lost').length
  return lost === 0 ? 'nothing lost' : `${count(lost)} kinds lost`
}

function Runs({ runs }: { runs: readonly ExportRun[] }): JSX.Element {
  const now = useNow()
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

function EarlierExports(): JSX.Element {
  const [runs, setRuns] = useState<readonly ExportRun[]>()
  const [error, setError] = useState<string>()
  useEffect(() => {
    const load = async (): Promise<void> => {
      try {
        setRuns(await client['exports.list']({}))
      } catch (reason) {
        setError(reason instanceof Error ? reason.message : String(reason))
      }
    }
    void load()
  }, [])
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>Earlier exports</h2>
      </div>
      {error !== undefined && (
        <Note kind="error" title="The exports cannot be listed.">
          {error}
        </Note>
      )}
      {runs && runs.length > 0 && <Runs runs={runs} />}
      {runs?.length === 0 && (
        <p className="say">Nothing was exported yet. Each export is listed here with what it held and lost.</p>
      )}
    </section>
  )
}

/** What went out of the project, and the way to bring more in or out. */
export function DatasetsView(): JSX.Element {
  const project = useProject(({ app }) => app?.project)
  const ended = useJobs(({ jobs }) => jobs.filter(({ kind, state }) => kind === 'export' && state === 'done').length)
  return (
    <main className="page" data-pane>
      <header className="bar">
        <h1>Datasets</h1>
        <i className="rule" />
        <span className="dim cut">{project?.name}</span>
        <span className="space" />
        <Button icon="import" reason={project?.readOnly} onClick={() => run('app.openImages')}>
          Add images
        </Button>
        <Button icon="import" reason={project?.readOnly} onClick={() => run('answers.import')}>
          Import answers
        </Button>
        <Button icon="export" look="primary" onClick={() => run('app.export')}>
          Export
        </Button>
      </header>
      <div className="page-body">
        {/* Read anew for another project, and whenever an export of this window ended. */}
        <EarlierExports key={`${project?.path ?? ''} ${String(ended)}`} />
      </div>
      <ImportResult />
    </main>
  )
}
