import { type JSX, useEffect, useId, useRef } from 'react'
import type { FormatId } from '../../../contract/payloads.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Format } from './use-export-request.ts'

type Holding = Format['holds'][keyof Format['holds']]

const columns = ['points', 'labels', 'instruction', 'verdicts', 'empty', 'answers'] as const

function Holds({ what, holding }: { what: string; holding: Holding }): JSX.Element {
  const words = { yes: `holds ${what}`, partly: `holds ${what} in part`, no: `does not hold ${what}` }
  return (
    <span className="holds" role="img" aria-label={words[holding]} title={words[holding]}>
      {holding === 'yes' && <Icon name="check" />}
      {holding === 'partly' && (
        <span className="warn" aria-hidden="true">
          ~
        </span>
      )}
      {holding === 'no' && (
        <span className="dim" aria-hidden="true">
          –
        </span>
      )}
    </span>
  )
}

/** The formats, and what each of them can hold. */
export function FormatList({
  formats,
  chosen,
  onChoose,
}: {
  formats: readonly Format[]
  chosen: FormatId
  onChoose: (id: FormatId) => void
}): JSX.Element {
  const group = useId()
  const first = useRef<HTMLInputElement>(null)
  const isRead = formats.length > 0
  // The arrow keys choose a format, Enter exports.
  useEffect(() => {
    if (isRead) first.current?.focus()
  }, [isRead])
  return (
    <div className="formats" role="radiogroup" aria-label="Format">
      <div className="format head" aria-hidden="true">
        <span>
          ✓ held&ensp;<span className="warn">~</span> in part&ensp;– not held
        </span>
        {columns.map((column) => (
          <i key={column}>{column}</i>
        ))}
      </div>
      {formats.map(({ id, title, holds }) => (
        <label key={id} className="format">
          <input
            ref={id === chosen ? first : null}
            type="radio"
            name={group}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          <span className="cut">{title}</span>
          {columns.map((column) => (
            <Holds key={column} what={column} holding={holds[column]} />
          ))}
        </label>
      ))}
      <p className="say queue-say">JSON Lines holds the most: everything but earlier revisions.</p>
    </div>
  )
}
