import type { JSX } from 'react'
import type { Job } from '../../../contract/payloads.ts'
import { client } from '../../host.ts'
import { useProject } from '../../state/project.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Note } from '../../ui/note.tsx'
import { report } from '../../ui/report.ts'
import { count, decimal, timeLeft } from '../../ui/words.ts'

const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    report(what, error)
  }
}

const titles: Record<Job['state'], string> = {
  running: 'Exporting',
  done: 'Exported',
  failed: 'Not exported',
  cancelled: 'Export cancelled',
}

/** An export under way, and how it ended. */
export function ExportProgress({
  job,
  destination,
  formatTitle,
  onClose,
}: {
  job: Job
  destination: string
  formatTitle: string
  onClose: () => void
}): JSX.Element {
  const hasDialogs = useProject(({ app }) => app?.natives.dialogs === true)
  const isRunning = job.state === 'running'
  return (
    <Dialog
      title={titles[job.state]}
      note={formatTitle}
      width={640}
      onClose={onClose}
      footer={
        isRunning ? (
          <>
            <span>Cancelling leaves nothing behind.</span>
            <span className="space" />
            <Button onClick={onClose}>Go on in background</Button>
            <Button
              icon="stop"
              data-autofocus
              onClick={() =>
                void attempt('The export could not be cancelled', async () => client['jobs.cancel']({ id: job.id }))
              }
            >
              Cancel export
            </Button>
          </>
        ) : (
          <>
            <span className="space" />
            {job.state === 'done' && hasDialogs && (
              <Button
                icon="folder"
                onClick={() =>
                  void attempt('The folder could not be shown', async () =>
                    client['dialogs.showInFolder']({ path: destination }),
                  )
                }
              >
                Show in folder
              </Button>
            )}
            <Button look="primary" data-autofocus onClick={onClose}>
              Close
            </Button>
          </>
        )
      }
    >
      {job.state === 'failed' && (
        <Note kind="error" title="Nothing was written.">
          {job.message}
        </Note>
      )}
      {isRunning && (
        <dl className="progress-figures">
          <div>
            <dt>Done</dt>
            <dd>
              {count(job.done)} / {count(job.total)}
            </dd>
          </div>
          <div>
            <dt>Rate</dt>
            <dd>{decimal(job.rate)} per s</dd>
          </div>
          <div>
            <dt>Time left</dt>
            <dd>{job.etaMs === undefined ? '–' : timeLeft(job.etaMs)}</dd>
          </div>
        </dl>
      )}
      <div className="progress-line" role="status">
        {isRunning && <Meter name="Export" done={job.done} total={job.total} />}
        {job.state !== 'failed' && (
          <p>
            {job.state === 'done' && <Icon name="check" className="small ok" />} {job.message}
          </p>
        )}
        <p className="mono">{destination}</p>
      </div>
    </Dialog>
  )
}
