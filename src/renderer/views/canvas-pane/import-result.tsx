import type { JSX } from 'react'
import { dismissImport, useImporting } from '../../state/importing.ts'
import { useView } from '../../state/view.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { plural } from '../../ui/words.ts'

/** How the last import ended: what came in, what was there already, and what could not be read, with reasons. */
export function ImportResult(): JSX.Element | null {
  const { result, error, of } = useImporting()
  // The dialog of an import of answers shows its end itself, where it is still open.
  const isInDialog = useView(({ dialog }) => dialog?.kind === 'import-answers')
  if (isInDialog) return null
  if (error !== undefined)
    return (
      <Note
        kind="error"
        title={of === 'answers' ? 'The answers were not imported.' : 'The images could not be added.'}
        actions={<IconButton name="Dismiss" icon="close" small onClick={dismissImport} />}
      >
        {error}
      </Note>
    )
  if (!result) return null
  const { job, problems, notes } = result
  return (
    <section className="import-result float" aria-label="Result of the import" role="status">
      <header className="panel-head">
        <Icon
          name={job.state === 'done' && problems.length === 0 ? 'check' : 'warning'}
          className={problems.length === 0 ? 'ok' : 'warn'}
        />
        <h2 className="cut">{job.message}</h2>
        <span className="space" />
        <IconButton name="Dismiss" icon="close" small onClick={dismissImport} />
      </header>
      {notes.map((note) => (
        <p key={note} className="say">
          {note}
        </p>
      ))}
      {problems.length > 0 && (
        <>
          <p className="say">
            {of === 'answers'
              ? `${plural(job.problems, 'line or file', 'lines or files')} could not be read:`
              : `${plural(job.problems, 'file')} could not be added:`}
          </p>
          <ul
            className="problems"
            tabIndex={0}
            aria-label={of === 'answers' ? 'What could not be read' : 'Files that could not be added'}
          >
            {problems.map(({ name, reason, remedy }) => (
              <li key={name}>
                <span className="mono">{name}</span>
                <br />
                {reason} <span className="dim">{remedy}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
