import type { JSX } from 'react'
import { useStore } from 'zustand'
import type { Job } from '../../contract/payloads.ts'
import { client } from '../host.ts'
import { useConnection } from '../state/connection.ts'
import { useEditor } from '../state/editor.ts'
import { openItem, useItem } from '../state/item.ts'
import { useJobs } from '../state/jobs.ts'
import { useNetwork } from '../state/network.ts'
import { useProject } from '../state/project.ts'
import { showQueue } from '../state/queue.ts'
import { useUnconfirmed } from '../state/runs-unconfirmed.ts'
import { isUnderWay, useRuns } from '../state/runs.ts'
import { showView, useView } from '../state/view.ts'
import { viewport } from '../state/viewport.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Meter } from '../ui/meter.tsx'
import { report } from '../ui/report.ts'
import { count, decimal, plural, timeLeft } from '../ui/words.ts'
import { goOn, offerWords, unreachableWords } from './go-on.ts'
import { endedOf, percent, perMinute, roughly, totalOf } from './solve/run-words.ts'

/** Work on items that are not open any more and not on disk yet. */
function UnsavedElsewhere(): JSX.Element | null {
  const openId = useEditor(({ item }) => item?.id)
  const unsaved = useEditor((state) => state.unsaved)
  const [first, ...others] = unsaved.filter((id) => id !== openId)
  if (first === undefined) return null
  return (
    <Button look="quiet" className="warn" title="Open the item" onClick={() => void openItem(first)}>
      <Icon name="warning" className="small" />
      {plural(others.length + 1, 'other item')} not saved yet
    </Button>
  )
}

function SaveState(): JSX.Element {
  const saving = useEditor((state) => state.saving)
  const revision = useEditor((state) => state.revision)
  if (saving.kind === 'saved')
    return (
      <span role="status">
        <Icon name="check" className="small ok" />
        <span>
          Saved
          {revision > 0 && <span className="only-wide">, revision {revision}</span>}
        </span>
      </span>
    )
  if (saving.kind === 'saving') return <span role="status">Saving…</span>
  return (
    <span role="status" className="warn">
      <Icon name="warning" className="small" />
      Not saved, your edit is kept
    </span>
  )
}

const verbs: Record<Job['kind'], string> = { import: 'Adding', solve: 'Solving', export: 'Exporting' }

async function cancel(job: Job): Promise<void> {
  try {
    await client['jobs.cancel']({ id: job.id })
  } catch (error) {
    report(`${verbs[job.kind]} could not be cancelled`, error)
  }
}

function JobState({ job }: { job: Job }): JSX.Element {
  const verb = verbs[job.kind]
  return (
    <span className="status-job" title={job.message}>
      {verb}
      <Meter name={verb} done={job.done} total={job.total} />
      <b>{count(job.done)}</b> / {count(job.total)}
      {job.rate >= 0.05 && (
        <span className="only-wide">
          &ensp;{decimal(job.rate)} per s{job.etaMs !== undefined && `, ${timeLeft(job.etaMs)} left`}
        </span>
      )}
      <IconButton name={`Cancel: ${verb.toLowerCase()}`} icon="close" small onClick={() => void cancel(job)} />
    </span>
  )
}

/** One line for the run under way; the view itself says the rest. */
function RunLine(): JSX.Element | null {
  const known = useRuns((state) => state.known.find(({ run }) => isUnderWay(run)))
  const others = useRuns((state) => state.known.filter(({ run }) => isUnderWay(run)).length - 1)
  if (!known) return null
  const { run } = known
  const facts = [
    percent(endedOf(run.counts), totalOf(run.counts)),
    ...(run.state === 'paused' ? ['paused'] : [`${perMinute(run.perMinute)} / min`]),
    ...(run.etaMs === undefined || run.state === 'paused' ? [] : [`${roughly(run.etaMs)} left`]),
  ]
  return (
    <Button look="quiet" className="status-job" title="Go to Solve" onClick={() => showView('solve')}>
      Run {run.number}: {facts.join(', ')}
      {others > 0 && `, and ${plural(others, 'other run')}`}
    </Button>
  )
}

function UnconfirmedCount(): JSX.Element | null {
  const unconfirmed = useUnconfirmed(({ tasks }) => tasks.length)
  if (unconfirmed === 0) return null
  return (
    <Button
      look="quiet"
      className="warn"
      title="Nobody knows whether they were paid: only you decide about them"
      onClick={() => showView('solve')}
    >
      <Icon name="warning" className="small" />
      {count(unconfirmed)} unconfirmed
    </Button>
  )
}

function Reachable(): JSX.Element {
  const connection = useConnection((state) => state.connection)
  const { online, unreachable, offer } = useNetwork()
  if (connection !== 'connected') return <span className="warn">{connectionWords[connection]}</span>
  if (offer)
    return (
      <Button look="quiet" title={offerWords(offer)} onClick={() => void goOn(offer)}>
        <Icon name="play" className="small" />
        Go on with {plural(offer.waiting, 'task')}
      </Button>
    )
  if (online && unreachable.size > 0)
    return (
      <span className="warn cut" title="It is tried again by itself; you say when sending goes on.">
        <Icon name="warning" className="small" />
        {unreachableWords(unreachable)}
      </span>
    )
  return online ? (
    <span>Online</span>
  ) : (
    <span className="warn" title="What you start is queued. The work on disk goes on.">
      <Icon name="warning" className="small" />
      Offline
    </span>
  )
}

function FailedCount(): JSX.Element | null {
  const failed = useProject(({ counts }) => counts?.failed ?? 0)
  if (failed === 0) return null
  return (
    <Button
      look="quiet"
      className="warn"
      title="Show the items whose last request failed or is unconfirmed"
      onClick={() => {
        showView('review')
        void showQueue({ chip: 'failed', text: '', only: undefined })
      }}
    >
      <Icon name="warning" className="small" />
      {plural(failed, 'item needs', 'items need')} attention
    </Button>
  )
}

function Counts(): JSX.Element | null {
  const counts = useProject((state) => state.counts)
  if (!counts) return null
  return (
    <span>
      <span className="only-wide">{plural(counts.total, 'item')},</span> <b>{count(counts.reviewed)}</b> reviewed
      {counts.flagged > 0 && (
        <span className="only-wide">
          , <b>{count(counts.flagged)}</b> flagged
        </span>
      )}
    </span>
  )
}

function PictureFacts(): JSX.Element {
  const image = useItem(({ detail }) => detail?.item.image)
  const pointer = useStore(viewport, (state) => state.pointer)
  const scale = useStore(viewport, (state) => (state.image ? state.view.scale : undefined))
  return (
    <>
      {image && (
        <span className="only-wide">
          {image.width} × {image.height}
        </span>
      )}
      {pointer && (
        <span>
          x, y&nbsp;
          <b>
            {decimal(pointer.x)}, {decimal(pointer.y)}
          </b>
        </span>
      )}
      {scale !== undefined && (
        <span>
          <b>{Math.round(scale * 100)} %</b>
        </span>
      )}
    </>
  )
}

const connectionWords = {
  connecting: 'Connecting…',
  lost: 'Connection lost',
  refused: 'No access',
} as const

/** Below everything: whether the work is on disk, what is running, and where one is. */
export function StatusLine(): JSX.Element {
  const jobs = useJobs((state) => state.jobs)
  const view = useView((state) => state.view)
  return (
    <footer className="status" aria-label="Status">
      <div className="status-left">
        <SaveState />
        <UnsavedElsewhere />
        {jobs
          // A run has a line of its own.
          .filter(({ state, kind }) => state === 'running' && kind !== 'solve')
          .map((job) => (
            <JobState key={job.id} job={job} />
          ))}
        <RunLine />
        <FailedCount />
      </div>
      <UnconfirmedCount />
      <Counts />
      {view === 'review' && <PictureFacts />}
      <Reachable />
    </footer>
  )
}
