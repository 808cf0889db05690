import { type JSX, type MouseEvent, useState } from 'react'
import type { ImagePoint } from '../../../core/geometry.ts'
import type { Target } from '../../../core/truth.ts'
import { editor } from '../../state/editor.ts'
import { useReadOnly } from '../../state/project.ts'
import { decimal } from '../../ui/words.ts'
import { focusCanvas } from '../commands/focus.ts'

/** Id of the labels to choose from. */
export const LABEL_LIST = 'known-labels'

/** A cell that is edited as text and taken over when it is left. */
function Cell({
  name,
  className,
  value,
  isValid,
  onTake,
  onFocus,
  ...rest
}: {
  name: string
  className: string
  value: string
  isValid: (text: string) => boolean
  onTake: (text: string) => void
  onFocus: () => void
  placeholder?: string
  /** Id of a list to choose from. */
  list?: string
}): JSX.Element {
  const readOnly = useReadOnly()
  const [text, setText] = useState<string>()
  const shown = text ?? value
  const leave = (): void => {
    setText(undefined)
    if (text !== undefined && text !== value && isValid(text)) onTake(text)
  }
  return (
    <span role="gridcell">
      <input
        {...rest}
        className={`value ${className}`}
        aria-label={name}
        aria-invalid={!isValid(shown)}
        readOnly={readOnly !== undefined}
        title={shown}
        value={shown}
        onFocus={onFocus}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
          event.stopPropagation()
          // Enter takes the text over, Escape gives it up; after either the keyboard goes back to the picture.
          if (event.key === 'Enter') leave()
          setText(undefined)
          focusCanvas()
        }}
      />
    </span>
  )
}

const numberOf = (text: string): number => Number(text.replace('−', '-').replace(',', '.'))
const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(numberOf(text))
const isLabel = (text: string): boolean => text.length <= 500

/** One target: its number, and what can be changed about it. */
export function TargetRow({
  number,
  target,
  at,
  isSelected,
  top,
}: {
  /** From 1, as on the marker. */
  number: number
  target: Target
  /** Where it is shown now, a drag included; image frame. */
  at: ImagePoint
  isSelected: boolean
  /** Pixels from the top of the table. */
  top: number
}): JSX.Element {
  const readOnly = useReadOnly()
  const choose = (event?: MouseEvent): void => {
    if (event && (event.ctrlKey || event.shiftKey || event.metaKey)) editor.toggle(target.id)
    else if (!editor.getState().document.selection.has(target.id)) editor.select([target.id])
  }
  const focus = (): void => {
    choose()
  }
  return (
    <div
      className="target-row"
      role="row"
      tabIndex={-1}
      aria-rowindex={number + 1}
      aria-selected={isSelected}
      style={{ transform: `translateY(${String(top)}px)` }}
      onMouseEnter={() => {
        editor.hover(target.id)
      }}
      onMouseLeave={() => {
        editor.hover(undefined)
      }}
    >
      <span role="gridcell">
        <button
          type="button"
          className={number > 99 ? 'disc wide' : 'disc'}
          aria-label={`Select target ${String(number)}`}
          aria-pressed={isSelected}
          onClick={choose}
        >
          {number}
        </button>
      </span>
      <Cell
        name={`Label of target ${String(number)}`}
        className="text"
        value={target.label}
        isValid={isLabel}
        onFocus={focus}
        placeholder="Add a label"
        list={LABEL_LIST}
        onTake={(label) => {
          // A label typed for one of several selected targets is meant for all of them.
          const { selection } = editor.getState().document
          editor.relabel(selection.has(target.id) ? selection : [target.id], label)
        }}
      />
      <Cell
        name={`x of target ${String(number)}, pixels`}
        className="number"
        value={decimal(at.x)}
        isValid={isNumber}
        onFocus={focus}
        onTake={(text) => {
          editor.moveTo(target.id, { x: numberOf(text), y: target.y })
        }}
      />
      <Cell
        name={`y of target ${String(number)}, pixels`}
        className="number"
        value={decimal(at.y)}
        isValid={isNumber}
        onFocus={focus}
        onTake={(text) => {
          editor.moveTo(target.id, { x: target.x, y: numberOf(text) })
        }}
      />
      <span role="gridcell">
        <input
          type="checkbox"
          className="check"
          aria-label={`Target ${String(number)} is required`}
          disabled={readOnly !== undefined}
          checked={target.required}
          onChange={(event) => {
            editor.setRequired([target.id], event.currentTarget.checked)
          }}
        />
      </span>
    </div>
  )
}
