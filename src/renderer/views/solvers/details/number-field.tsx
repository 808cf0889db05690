import type { JSX } from 'react'
import { DraftField } from '../../../ui/draft-field.tsx'
import { count } from '../../../ui/words.ts'

/** A number within bounds, taken over when it is left. Empty where it may be: then there is none. */
export function NumberField({
  value,
  min,
  max,
  whole = false,
  onTake,
  ...rest
}: {
  id: string
  value: number | undefined
  min: number
  max: number
  whole?: boolean
  optional?: boolean
  placeholder?: string | undefined
  'aria-label'?: string
  onTake: (value: number | undefined) => Promise<string | undefined>
}): JSX.Element {
  const take = async (text: string): Promise<string | undefined> => {
    if (text === '') return onTake(undefined)
    const number = Number(text)
    if (!(number >= min && number <= max) || (whole && !Number.isInteger(number)))
      return `${whole ? 'A whole number' : 'A number'} from ${count(min)} to ${count(max)}.`
    return onTake(number)
  }
  return (
    <DraftField
      {...rest}
      type="number"
      className="short"
      min={min}
      max={max}
      step={whole ? 1 : 'any'}
      value={value === undefined ? '' : String(value)}
      onTake={take}
    />
  )
}
