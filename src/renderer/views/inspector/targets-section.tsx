import { useVirtualizer } from '@tanstack/react-virtual'
import { Menu } from '@mantine/core'
import { type JSX, useEffect, useRef } from 'react'
import { keyCaps } from '../../editor/keyboard.ts'
import { shownAt } from '../../editor/document.ts'
import { useEditor } from '../../state/editor.ts'
import { useLabels } from '../../state/labels.ts'
import { IconButton } from '../../ui/button.tsx'
import { count } from '../../ui/words.ts'
import { commandOf, run, useEnabled } from '../commands/context.ts'
import { SelectionWords } from './selection-words.tsx'
import { LABEL_LIST, TargetRow } from './target-row.tsx'

const ROW = 32

const keyWords = (id: string): string =>
  keyCaps(commandOf(id).keys[0] ?? '')
    .flat()
    .join(' ')

function MoreMenu(): JSX.Element {
  return (
    <Menu position="bottom-end" offset={4} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <IconButton name="More about targets" icon="more" small />
      </Menu.Target>
      <Menu.Dropdown>
        {['point.selectAll', 'point.delete', 'point.required', 'point.editLabel', 'point.cycleLabel'].map((id) => (
          <Menu.Item key={id} rightSection={<span className="dim xs">{keyWords(id)}</span>} onClick={() => run(id)}>
            {id === 'point.delete' ? 'Delete the selected' : commandOf(id).title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The targets as a table that can be edited: the accessible twin of the canvas. */
export function TargetsSection(): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null)
  const document = useEditor((state) => state.document)
  const isOpen = useEditor((state) => state.item !== undefined)
  const canAdd = useEnabled('point.add')
  const labels = useLabels()
  const { targets } = document.decision
  const table = useVirtualizer({
    count: targets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 4,
  })
  const [firstSelected] = document.selection
  const firstIndex = firstSelected === undefined ? -1 : targets.findIndex(({ id }) => id === firstSelected)
  useEffect(() => {
    if (firstIndex >= 0) table.scrollToIndex(firstIndex, { align: 'auto' })
  }, [table, firstIndex])
  return (
    <section className="section" aria-labelledby="targets-title">
      <div className="panel-head">
        <h3 id="targets-title">Targets</h3>
        {isOpen && <span className="count">{count(targets.length)}</span>}
        <span className="space" />
        {isOpen && (
          <>
            <IconButton
              name="Add target at the cross-hair"
              icon="plus"
              keys="C"
              small
              disabled={!canAdd}
              onClick={() => run('point.add')}
            />
            <MoreMenu />
          </>
        )}
      </div>
      {targets.length === 0 ? (
        <p className="say">
          {isOpen
            ? 'The true points of this item. They come from an answer that you accept, or from your own clicks on the picture.'
            : 'The true points of the item on the canvas.'}
        </p>
      ) : (
        <div role="grid" aria-label="Targets" aria-rowcount={targets.length + 1} aria-multiselectable="true">
          <div className="target-head" role="row" aria-rowindex={1}>
            <span role="columnheader">
              <span className="unseen">Number</span>
            </span>
            <span role="columnheader">Label</span>
            <span role="columnheader" className="number">
              x
            </span>
            <span role="columnheader" className="number">
              y
            </span>
            <span role="columnheader" title="Required">
              Req
            </span>
          </div>
          <div ref={scroller} className="targets" role="rowgroup">
            <div role="presentation" style={{ height: table.getTotalSize() }}>
              {table.getVirtualItems().map(({ index, start }) => {
                const target = targets[index]
                if (!target) return null
                return (
                  <TargetRow
                    key={target.id}
                    number={index + 1}
                    target={target}
                    at={shownAt(document, target)}
                    isSelected={document.selection.has(target.id)}
                    top={start}
                  />
                )
              })}
            </div>
          </div>
        </div>
      )}
      <datalist id={LABEL_LIST}>
        {labels.map((label) => (
          <option key={label}>{label}</option>
        ))}
      </datalist>
      <SelectionWords />
    </section>
  )
}
