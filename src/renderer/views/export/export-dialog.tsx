import { type JSX, useState } from 'react'
import { client } from '../../host.ts'
import { useJobs } from '../../state/jobs.ts'
import { useProject } from '../../state/project.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { count, plural } from '../../ui/words.ts'
import { ExportOptions } from './export-options.tsx'
import { ExportProgress } from './export-progress.tsx'
import { FormatList } from './format-list.tsx'
import { LossReport } from './loss-report.tsx'
import { type ExportChoices, requestOf, useFormats, usePreview, useSuggestedDestination } from './use-export-request.ts'

const first: ExportChoices = {
  format: 'jsonl',
  items: 'reviewed',
  points: 'truth',
  images: 'none',
  overlays: false,
  container: 'folder',
  boxRadius: 10,
}

/** Chooses what is written and how, shows beforehand what will be lost, and writes it. */
export function ExportDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const total = useProject(({ counts }) => counts?.total ?? 0)
  const hasDialogs = useProject(({ app }) => app?.natives.dialogs === true)
  const { formats, error: formatsError } = useFormats()
  const [choices, setChoices] = useState(first)
  const [typed, setTyped] = useState<string>()
  const [error, setError] = useState<string>()
  const [jobId, setJobId] = useState<string>()
  const { preview, error: previewError, isStale } = usePreview(choices)
  const suggested = useSuggestedDestination(choices.format, choices.container)
  const destination = typed ?? suggested
  const trouble = error ?? formatsError ?? previewError
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId))

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setError(undefined)
    try {
      await work()
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
    }
  }
  const choose = async (): Promise<void> =>
    attempt(async () => {
      const { path } = await client['dialogs.saveExport']({ suggested: destination, container: choices.container })
      if (path !== undefined) setTyped(path)
    })
  const start = async (): Promise<void> =>
    attempt(async () => {
      const begun = await client['exports.start']({ request: requestOf(choices), destination: destination.trim() })
      setJobId(begun.jobId)
    })

  const formatTitle = formats.find(({ id }) => id === choices.format)?.title ?? ''
  if (job) return <ExportProgress job={job} destination={destination} formatTitle={formatTitle} onClose={onClose} />
  const items = preview?.items ?? 0
  return (
    <Dialog
      title="Export"
      note={preview && `${count(items)} of ${plural(total, 'item')}`}
      width={1240}
      onClose={onClose}
      footer={
        <div className="export-foot">
          <label className="label" htmlFor="export-destination">
            To
          </label>
          <span className="field">
            <Icon name="folder" />
            <input
              id="export-destination"
              form="export"
              className="mono"
              spellCheck={false}
              title={destination}
              value={destination}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </span>
          {hasDialogs && <Button onClick={() => void choose()}>Choose</Button>}
          {preview && <span>{plural(preview.files, 'file')}</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="export"
            reason={items === 0 ? 'No item is chosen' : destination.trim() === '' ? 'Say where to write' : undefined}
          >
            Export {plural(items, 'item')}
          </Button>
        </div>
      }
    >
      {trouble !== undefined && (
        <Note kind="error" title={error === undefined ? 'There is no preview.' : 'Not exported.'}>
          {trouble}
        </Note>
      )}
      <form
        id="export"
        className="export"
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <div>
          <FormatList
            formats={formats}
            chosen={choices.format}
            onChoose={(format) => setChoices({ ...choices, format })}
          />
        </div>
        <div>
          <ExportOptions choices={choices} onChange={(change) => setChoices({ ...choices, ...change })} />
          <div className="panel-head">
            <h3>Preview</h3>
            <span className="dim cut">
              {preview && items > 0 ? `${preview.fileName}, as it will be written` : 'Nothing to write yet'}
            </span>
          </div>
          <pre className="preview" tabIndex={0} aria-label="Preview" aria-busy={isStale}>
            {items > 0 ? preview?.text : 'No item matches. Review items first, or choose others.'}
          </pre>
          {preview && items > 0 && <LossReport lines={preview.report} />}
        </div>
      </form>
    </Dialog>
  )
}
