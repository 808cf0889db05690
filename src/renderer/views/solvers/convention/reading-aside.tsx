import { type JSX, useState } from 'react'
import type { ReadingSample, ReadingSummary } from '../../../../contract/solver-methods.ts'
import { type Convention, resizedSize } from '../../../../core/convention.ts'
import type { Resize, Solver } from '../../../../core/solver.ts'
import { applyReading, readingKey } from '../../../state/readings.ts'
import { useReadOnly } from '../../../state/project.ts'
import { Button } from '../../../ui/button.tsx'
import { Note } from '../../../ui/note.tsx'
import { announce } from '../../../ui/report.ts'
import { count, decimal, plural } from '../../../ui/words.ts'
import { NumberField } from '../details/number-field.tsx'
import { backToList } from './back-to-list.ts'
import { Comparison } from './comparison.tsx'
import { RawReply } from './raw-reply.tsx'

const MEGA = 1_000_000

function ResizeFields({
  resize,
  sample,
  onResize,
}: {
  resize: Resize
  sample: ReadingSample
  onResize: (resize: Resize) => void
}): JSX.Element {
  const size = resizedSize(sample.sentSize, resize)
  const take = async (next: Resize): Promise<undefined> => {
    onResize(next)
    return Promise.resolve(undefined)
  }
  return (
    <section aria-labelledby="resized-how">
      <h3 id="resized-how">Resized how</h3>
      <div className="beside">
        <NumberField
          id="resize-multiple"
          aria-label="Sides are multiples of, pixels"
          whole
          min={1}
          max={256}
          value={resize.multiple}
          onTake={async (multiple = resize.multiple) => take({ ...resize, multiple })}
        />
        <span className="dim">px multiples, at most</span>
      </div>
      <div className="beside">
        <NumberField
          id="resize-megapixels"
          aria-label="At most, megapixels"
          min={0.01}
          max={100}
          value={resize.maxPixels / MEGA}
          onTake={async (megapixels = resize.maxPixels / MEGA) =>
            take({ ...resize, maxPixels: Math.round(megapixels * MEGA) })
          }
        />
        <span className="dim">
          megapixels: {size.width} × {size.height}
        </span>
      </div>
    </section>
  )
}

/** What applying a reading would do, in sentences. */
function changeWords({ replies, changed, recovered, medianMovePx, unreadable }: ReadingSummary): string {
  return [
    `${plural(replies, 'kept reply is', 'kept replies are')} read again; nothing is sent, nothing is paid.`,
    changed > 0 &&
      `${plural(changed, 'answer changes', 'answers change')}${medianMovePx === undefined ? '' : `; points move by ${decimal(medianMovePx)} px at the median`}.`,
    recovered > 0 && `${plural(recovered, 'task')} without an answer ${recovered === 1 ? 'gets' : 'get'} one.`,
    unreadable > 0 && `${plural(unreadable, 'reply', 'replies')} cannot be read; what they gave before stays.`,
    changed === 0 && recovered === 0 && 'No answer changes.',
    'One step, can be undone.',
  ]
    .filter((words) => words !== false)
    .join(' ')
}

/** The reply in its own words, how each reading fits over all of them, and what choosing one would do. */
export function ReadingAside({
  solver,
  sample,
  total,
  shown,
  chosen,
  resize,
  summaries,
  onResize,
}: {
  solver: Solver
  sample: ReadingSample | undefined
  total: number
  shown: readonly Convention[]
  chosen: Convention | undefined
  resize: Resize
  summaries: ReadonlyMap<string, ReadingSummary>
  onResize: (resize: Resize) => void
}): JSX.Element {
  const readOnly = useReadOnly()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string>()
  const summaryOf = (convention: Convention): ReadingSummary | undefined =>
    summaries.get(readingKey({ convention, resize }))
  const summary = chosen && summaryOf(chosen)
  // Replies go on coming in while a run is under way; what was counted last is what is read again.
  const replies = Math.max(total, ...shown.map((convention) => summaryOf(convention)?.replies ?? 0))
  const apply = async (): Promise<void> => {
    if (!chosen) return
    setIsBusy(true)
    setError(undefined)
    try {
      const { summary: done } = await applyReading({ solverId: solver.id, convention: chosen, resize })
      announce(`${plural(done.replies, 'reply', 'replies')} read again.`)
      backToList()
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
      setIsBusy(false)
    }
  }
  return (
    <aside className="side reading-aside" aria-label="Reply and figures" data-pane>
      <div className="side-body">
        {sample && <RawReply key={sample.taskId} sample={sample} />}
        {sample && <Comparison total={replies} shown={shown} chosen={chosen} summaryOf={summaryOf} />}
        {sample && <ResizeFields resize={resize} sample={sample} onResize={onResize} />}
        {summary && (
          <section aria-labelledby="what-changes">
            <h3 id="what-changes">What changes</h3>
            <p className="dim">{changeWords(summary)}</p>
          </section>
        )}
        {error !== undefined && (
          <Note kind="error" title="Not read again.">
            {error}
          </Note>
        )}
      </div>
      <footer className="side-foot">
        <Button onClick={backToList}>Cancel</Button>
        <Button
          look="primary"
          className="grow"
          reason={readOnly ?? (chosen ? undefined : 'Choose a reading first')}
          disabled={isBusy || chosen === undefined || readOnly !== undefined}
          onClick={() => void apply()}
        >
          {replies > 0 ? `Use and re-read ${count(summary?.replies ?? replies)}` : 'Use'}
        </Button>
      </footer>
    </aside>
  )
}
