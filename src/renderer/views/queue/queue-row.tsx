import type { JSX } from 'react'
import type { ItemRow } from '../../../contract/payloads.ts'
import { type Thumbnail, useThumbnail } from '../../state/pictures.ts'
import { Icon } from '../../ui/icon.tsx'
import { decimal, plural } from '../../ui/words.ts'
import { StateMark, shownState } from '../state-mark.tsx'

function Picture({ thumbnail }: { thumbnail: Thumbnail }): JSX.Element {
  return (
    <span className="thumbnail">
      {thumbnail.status === 'ready' && <img src={thumbnail.url} alt="" draggable={false} />}
      {thumbnail.status === 'failed' && <Icon name="unreadable" />}
    </span>
  )
}

/** What the row says in figures: how well it was answered once that is known, else what there is. */
function figure(row: ItemRow): string {
  if (row.state === 'unreviewed' && row.failed > 0 && row.working === 0) return 'failed'
  if (row.state === 'reviewed') {
    if (row.errorPx !== undefined) return `${decimal(row.errorPx)} px`
    return row.targetCount === 0 ? 'none' : plural(row.targetCount, 'target')
  }
  if (row.targetCount > 0) return plural(row.targetCount, 'target')
  return row.answerPoints === undefined ? '' : plural(row.answerPoints, 'point')
}

/** One item of the list; flat while it is not read yet. */
export function QueueRow({
  row,
  index,
  total,
  top,
  isOpen,
  isChosen,
  onOpen,
  onChoose,
}: {
  row: ItemRow | undefined
  index: number
  total: number
  /** Pixels from the top of the list. */
  top: number
  isOpen: boolean
  /** Whether it is picked for a run. */
  isChosen: boolean
  onOpen: () => void
  /** Picks it, or the range up to it. */
  onChoose: (range: boolean) => void
}): JSX.Element {
  const thumbnail = useThumbnail(row?.imageHash)
  const isUnreadable = thumbnail.status === 'failed'
  return (
    <div
      id={`item-${String(index)}`}
      role="option"
      className={isChosen ? 'queue-row chosen' : 'queue-row'}
      tabIndex={-1}
      aria-selected={isOpen}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-busy={row === undefined}
      style={{ transform: `translateY(${String(top)}px)` }}
      title={row && `${row.name}\n${row.instruction}`}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) onChoose(event.shiftKey)
        else onOpen()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') onOpen()
      }}
    >
      <Picture thumbnail={thumbnail} />
      {isChosen && (
        <span className="picked">
          <Icon name="check" className="small" />
          <span className="unseen">Picked for a run</span>
        </span>
      )}
      <span className="words cut">
        <span className="name cut">{row?.name}</span>
        <span className="asks cut">
          {row && (isUnreadable ? 'Cannot be read' : row.instruction || 'No instruction')}
        </span>
      </span>
      <span className="figure">{row && figure(row)}</span>
      {row && <StateMark state={isUnreadable ? 'unreadable' : shownState(row)} />}
    </div>
  )
}
