import type { JSX } from 'react'
import { readMoney } from './run-words.ts'

/** An amount in USD; empty is no limit. */
export function MoneyField({
  label,
  text,
  onChange,
}: {
  label: string
  text: string
  onChange: (text: string) => void
}): JSX.Element {
  return (
    <label className="field money">
      <span className="dim" aria-hidden="true">
        $
      </span>
      <input
        inputMode="decimal"
        aria-label={`${label}, dollars`}
        aria-invalid={readMoney(text) === 'wrong'}
        placeholder="no limit"
        maxLength={12}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  )
}
