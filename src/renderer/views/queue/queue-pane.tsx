import type { JSX } from 'react'
import { clearChosen, useChosenItems } from '../../state/chosen-items.ts'
import { useItem } from '../../state/item.ts'
import { type QueueChip, showQueue, useQueue } from '../../state/queue.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { count, plural } from '../../ui/words.ts'
import { run } from '../commands/context.ts'
import { type ShownState, StateMark } from '../state-mark.tsx'
import { ProjectMenu } from './project-menu.tsx'
import { QueueList } from './queue-list.tsx'
import { SearchField } from './search-field.tsx'
import { SortMenu } from './sort-menu.tsx'

/** Where there is no room for five words, two of the chips are the signs that the rows carry. */
const chips: readonly { chip: QueueChip; title: string; sign?: ShownState }[] = [
  { chip: 'all', title: 'All' },
  { chip: 'unreviewed', title: 'Unreviewed' },
  { chip: 'reviewed', title: 'Reviewed' },
  { chip: 'flagged', title: 'Flagged', sign: 'flagged' },
  { chip: 'failed', title: 'Failed', sign: 'failed' },
]

function Nothing({ chip, text }: { chip: QueueChip; text: string }): JSX.Element {
  if (chip === 'all' && text.trim() === '')
    return <p className="say queue-say">No items yet. Each image with an instruction becomes one row here.</p>
  return (
    <div className="say queue-say">
      <p>No item matches.</p>
      <Button
        look="link"
        onClick={() => {
          void showQueue({ chip: 'all', text: '', only: undefined })
        }}
      >
        Show all items
      </Button>
    </div>
  )
}

/** The left pane: which items there are, and which one is open. */
export function QueuePane(): JSX.Element {
  const { chip, text, only, total, status, error, rows } = useQueue()
  const chosen = useChosenItems(({ ids }) => ids.size)
  const openId = useItem(({ id }) => id)
  const position = rows.findIndex(({ id }) => id === openId)
  return (
    <aside className="pane queue" aria-label="Queue" data-pane>
      <header className="bar">
        <span className="wide cut">
          <ProjectMenu />
        </span>
        <span className="space wide" />
        <span className="wide">
          <IconButton name="Add images" icon="plus" keys="Ctrl O" onClick={() => run('app.openImages')} />
        </span>
        <IconButton name="Command palette" icon="search" keys="Ctrl K" onClick={() => run('app.palette')} />
      </header>
      <div className="find">
        <SearchField />
        <div className="chips" role="group" aria-label="Filter">
          {chips.map((one) => (
            <button
              key={one.chip}
              type="button"
              className="chip"
              aria-pressed={one.chip === chip}
              aria-label={one.title}
              title={one.title}
              onClick={() => {
                void showQueue({ chip: one.chip })
              }}
            >
              {one.sign ? <StateMark state={one.sign} named={false} /> : one.title}
            </button>
          ))}
        </div>
      </div>
      {(only || chosen > 0) && (
        <div className="chips narrowed">
          {only && (
            <button
              type="button"
              className="chip filter"
              aria-label={`Show all items again, not only: ${only.title}`}
              title={only.title}
              onClick={() => void showQueue({ only: undefined })}
            >
              <span className="cut">{only.title}</span>
              <Icon name="close" className="small" />
            </button>
          )}
          {chosen > 0 && (
            <button
              type="button"
              className="chip filter"
              aria-label={`Put back the ${plural(chosen, 'item')} picked for a run`}
              title="Picked for a run: Solve can send just these"
              onClick={clearChosen}
            >
              {count(chosen)} picked
              <Icon name="close" className="small" />
            </button>
          )}
        </div>
      )}
      <div className="sort-bar">
        <span className="wide">
          <SortMenu />
        </span>
        <span className="space wide" />
        <span className="wide">{plural(total, 'item')}</span>
        <span className="narrow">
          {position >= 0 && <b>{count(position + 1)} / </b>}
          {count(total)}
        </span>
      </div>
      {status === 'failed' && (
        <div className="say queue-say" role="alert">
          <p>The list cannot be read. {error}</p>
          <Button look="link" onClick={() => void showQueue({})}>
            Try again
          </Button>
        </div>
      )}
      {status === 'ready' && total === 0 ? <Nothing chip={chip} text={text} /> : <QueueList />}
    </aside>
  )
}
