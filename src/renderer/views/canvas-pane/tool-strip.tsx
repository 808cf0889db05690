import { Menu } from '@mantine/core'
import type { CSSProperties, JSX } from 'react'
import { keyCaps } from '../../editor/keyboard.ts'
import { useEditor } from '../../state/editor.ts'
import { useItem } from '../../state/item.ts'
import { useQueue } from '../../state/queue.ts'
import { useView } from '../../state/view.ts'
import { IconButton } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { count } from '../../ui/words.ts'
import { commandOf, run, useEnabled } from '../commands/context.ts'

function Tool({
  id,
  icon,
  name,
  on,
  className,
}: {
  id: string
  icon: IconName
  name?: string
  on?: boolean
  className?: string
}): JSX.Element {
  const { title, keys } = commandOf(id)
  const canRun = useEnabled(id)
  const [shown] = keys
  return (
    <IconButton
      name={name ?? title}
      icon={icon}
      keys={shown && keyCaps(shown).flat().join(' ')}
      disabled={!canRun}
      {...(on === undefined ? {} : { on })}
      {...(className === undefined ? {} : { className })}
      onMouseDown={(event) => {
        event.preventDefault()
      }}
      onClick={() => {
        run(id)
      }}
    />
  )
}

function MoreTools(): JSX.Element {
  const rare = ['canvas.actualSize', 'canvas.zoomToPoint', 'point.selectAll', 'point.required', 'item.nextUnreviewed']
  return (
    <Menu position="bottom-start" offset={4} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <IconButton name="More tools" icon="more" />
      </Menu.Target>
      <Menu.Dropdown>
        {rare.map((id) => (
          <Menu.Item
            key={id}
            rightSection={
              <span className="dim xs">
                {keyCaps(commandOf(id).keys[0] ?? '')
                  .flat()
                  .join(' ')}
              </span>
            }
            onClick={() => {
              run(id)
            }}
          >
            {commandOf(id).title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Where the thumb of a slider is, for the rule that fills its track. */
const slide = (share: number): CSSProperties => ({ '--at': `${String(share * 100)}%` }) as CSSProperties

/** Tools, undo and redo, and the way from item to item: all of it from the command table. */
export function ToolStrip(): JSX.Element {
  const tool = useEditor((state) => state.tool)
  const history = useEditor((state) => state.history)
  const opacity = useView((state) => state.answerOpacity)
  const rows = useQueue((state) => state.rows)
  const total = useQueue((state) => state.total)
  const openId = useItem(({ id }) => id)
  const position = rows.findIndex(({ id }) => id === openId)
  return (
    <div className="tools" role="toolbar" aria-label="Tools">
      <Tool id="tool.select" icon="select" on={tool === 'select'} />
      <Tool id="tool.add" icon="add" on={tool === 'add'} />
      <Tool id="tool.pan" icon="pan" on={tool === 'pan'} />
      <Tool id="tool.similar" icon="similar" on={tool === 'similar'} />
      <i className="rule" />
      <Tool id="canvas.zoomToPoint" icon="loupe" />
      <Tool id="canvas.fit" icon="fit" />
      <i className="rule" />
      <Tool id="edit.undo" icon="undo" name={history.undo === undefined ? 'Undo' : `Undo: ${history.undo}`} />
      <Tool id="edit.redo" icon="redo" name={history.redo === undefined ? 'Redo' : `Redo: ${history.redo}`} />
      <i className="rule" />
      <Tool id="answer.toggle" icon="eye-off" />
      <MoreTools />
      <label className="opacity only-wide">
        Answers
        <input
          type="range"
          style={slide(opacity)}
          min={0}
          max={100}
          step={5}
          value={Math.round(opacity * 100)}
          onChange={(event) => {
            useView.setState({ answerOpacity: event.currentTarget.valueAsNumber / 100 })
          }}
        />
        <output>{Math.round(opacity * 100)} %</output>
      </label>
      <span className="space" />
      <Tool id="item.previous" icon="left" />
      <span className="position">
        {position >= 0 ? count(position + 1) : '–'} / {count(total)}
      </span>
      <Tool id="item.next" icon="right" />
    </div>
  )
}
