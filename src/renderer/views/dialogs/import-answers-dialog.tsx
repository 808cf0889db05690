import { type FormEvent, type JSX, useState } from 'react'
import {
  type AnswerFiles,
  dismissImport,
  importAnswers,
  namesOf,
  pickAnswerFiles,
  useImporting,
} from '../../state/importing.ts'
import { useJobs } from '../../state/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Note } from '../../ui/note.tsx'
import { count, plural } from '../../ui/words.ts'

/** A file name without its ending, as the name of a solver. */
const nameFrom = (fileName: string): string => (fileName.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '').slice(0, 80)

/** What is being read, or how it ended: what came in, and each problem with its remedy. */
function Progress({ jobId }: { jobId: string }): JSX.Element {
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId))
  const result = useImporting((state) => (state.result?.job.id === jobId ? state.result : undefined))
  if (!result)
    return (
      <div className="form" role="status">
        <span className="label">Reading</span>
        <span className="beside">
          <Meter name="Reading answers" done={job?.done ?? 0} total={job?.total ?? 1} />
          <span>
            {count(job?.done ?? 0)} / {count(job?.total ?? 0)}
          </span>
        </span>
      </div>
    )
  const { problems, notes } = result
  return (
    <section aria-label="Result of the import" role="status">
      <p className="import-sum">
        <Icon
          name={problems.length === 0 ? 'check' : 'warning'}
          className={problems.length === 0 ? 'small ok' : 'small warn'}
        />
        <span className="strong">{result.job.message}</span>
      </p>
      {notes.map((note) => (
        <p key={note} className="say">
          {note}
        </p>
      ))}
      {problems.length > 0 && (
        <ul className="problems in-dialog" tabIndex={0} aria-label="What could not be read">
          {problems.map(({ name, reason, remedy }, index) => (
            <li key={`${name} ${String(index)}`}>
              <span className="mono">{name}</span>
              <br />
              {reason} <span className="dim">{remedy}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Files({ chosen, onPick }: { chosen: AnswerFiles | undefined; onPick: () => void }): JSX.Element {
  const names = chosen ? namesOf(chosen) : []
  return (
    <>
      <span className="label">Files</span>
      <span className="with-button">
        <span className="field" title={names.join('\n')}>
          <span className={names.length === 0 ? 'cut dim' : 'cut'}>
            {names.length === 0 ? 'None chosen' : names.length === 1 ? names[0] : plural(names.length, 'file')}
          </span>
        </span>
        <Button icon="folder" data-autofocus onClick={onPick}>
          Choose…
        </Button>
      </span>
      <p className="help">
        JSON Lines, CSV, or Label Studio with predictions; which of them is told by the content. Answers are matched to
        items by the name of the image.
      </p>
    </>
  )
}

/** Brings in answers from files as those of a solver of their own. */
export function ImportAnswersDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [chosen, setChosen] = useState<AnswerFiles>()
  const [name, setName] = useState<string>()
  const [pickError, setPickError] = useState<string>()
  const [known] = useState(() => useImporting.getState().started)
  const [isBegun, setIsBegun] = useState(false)
  const jobId = useImporting(({ started, result }) => [...started].find((id) => !known.has(id)) ?? result?.job.id)
  const error = useImporting((state) => (isBegun && state.of === 'answers' ? state.error : undefined))
  const shownName = name ?? nameFrom((chosen && namesOf(chosen)[0]) ?? '')
  const pick = async (): Promise<void> => {
    try {
      const picked = await pickAnswerFiles()
      setPickError(undefined)
      if (picked) setChosen(picked)
    } catch (reason) {
      setPickError(reason instanceof Error ? reason.message : String(reason))
    }
  }
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!chosen || shownName.trim() === '') return
    useImporting.setState({ result: undefined })
    setIsBegun(true)
    await importAnswers(chosen, shownName.trim())
  }
  const failure = pickError ?? error
  const isUnderWay = isBegun && error === undefined
  const leave = (): void => {
    // What was seen here need not be shown again; an import that goes on shows its end when it comes.
    if (useImporting.getState().result?.job.id === jobId || error !== undefined) dismissImport()
    onClose()
  }
  return (
    <Dialog
      title="Import answers"
      width={520}
      onClose={leave}
      footer={
        <>
          <span className="xs">Nothing is sent and nothing paid.</span>
          <span className="space" />
          <Button onClick={leave}>{isUnderWay ? 'Close' : 'Cancel'}</Button>
          {!isUnderWay && (
            <Button look="primary" type="submit" form="import-answers" disabled={!chosen || shownName.trim() === ''}>
              Import
            </Button>
          )}
        </>
      }
    >
      {failure !== undefined && (
        <Note kind="error" title="The answers were not imported.">
          {failure}
        </Note>
      )}
      {isUnderWay && jobId !== undefined ? (
        <Progress jobId={jobId} />
      ) : (
        <form id="import-answers" className="form" onSubmit={(event) => void begin(event)}>
          <Files chosen={chosen} onPick={() => void pick()} />
          <label htmlFor="answers-solver">Solver</label>
          <input
            id="answers-solver"
            className="field"
            maxLength={80}
            value={shownName}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <p className="help">
            Their answers stand as this solver’s, with a mark of its own. One of that name that came from a file gets
            them too; what is there already is not added again.
          </p>
        </form>
      )}
    </Dialog>
  )
}
