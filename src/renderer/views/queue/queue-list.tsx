import { useVirtualizer } from '@tanstack/react-virtual'
import { type JSX, useEffect, useRef } from 'react'
import { chooseTo, toggleChosen, useChosenItems } from '../../state/chosen-items.ts'
import { openItem, stepItem, useItem } from '../../state/item.ts'
import { readTo, useQueue } from '../../state/queue.ts'
import { report } from '../../ui/report.ts'
import { QueueRow } from './queue-row.tsx'

const ROW = 48

async function step(direction: 'next' | 'previous'): Promise<void> {
  try {
    await stepItem(direction)
  } catch (error) {
    report('The next item could not be opened', error)
  }
}

/** The rows, of which only those on screen exist. Arrow keys move through it as through any list box. */
export function QueueList(): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useQueue((queue) => queue.rows)
  const total = useQueue((queue) => queue.total)
  const picked = useChosenItems(({ ids }) => ids)
  const openId = useItem(({ id }) => id)
  const list = useVirtualizer({
    count: Math.max(total, rows.length),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  })
  const shown = list.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    void readTo(last)
  }, [last, rows])

  const position = rows.findIndex(({ id }) => id === openId)
  useEffect(() => {
    if (position >= 0) list.scrollToIndex(position, { align: 'auto' })
  }, [list, position])

  return (
    <div
      ref={scroller}
      className="queue-list"
      role="listbox"
      data-pane-entry
      tabIndex={0}
      aria-label="Items"
      aria-activedescendant={position >= 0 ? `item-${String(position)}` : undefined}
      onKeyDown={(event) => {
        const direction = { ArrowDown: 'next', ArrowUp: 'previous' } as const
        const chosen = direction[event.key as keyof typeof direction]
        if (chosen === undefined || event.ctrlKey || event.altKey || event.metaKey) return
        event.preventDefault()
        event.stopPropagation()
        void step(chosen)
      }}
    >
      <div role="presentation" style={{ height: list.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const row = rows[index]
          return (
            <QueueRow
              key={row?.id ?? index}
              index={index}
              total={total}
              row={row}
              top={start}
              isOpen={row !== undefined && row.id === openId}
              isChosen={row !== undefined && picked.has(row.id)}
              onChoose={(range) => {
                if (row) (range ? chooseTo : toggleChosen)(row.id)
              }}
              onOpen={() => {
                if (row) void openItem(row.id)
              }}
            />
          )
        })}
      </div>
    </div>
  )
}
