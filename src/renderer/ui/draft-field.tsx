import { type JSX, type KeyboardEvent, useState } from 'react'
import { Icon } from './icon.tsx'

interface DraftFieldProps {
  id: string
  /** What is stored. */
  value: string
  /** Stores what was entered; answers with why it cannot be, in words, or with nothing. */
  onTake: (text: string) => Promise<string | undefined>
  /** Whether it may be left empty; else an empty one goes back to what is stored. */
  optional?: boolean
  type?: 'text' | 'number' | 'url'
  /** Of a field for several lines. */
  rows?: number
  className?: string
  min?: number
  max?: number
  step?: number | 'any'
  maxLength?: number
  placeholder?: string | undefined
  disabled?: boolean
  'aria-label'?: string
  'aria-describedby'?: string | undefined
}

/** A field that is taken over when it is left or Enter is pressed, so that half a word is never stored. Escape takes it back. */
export function DraftField({
  id,
  value,
  onTake,
  optional = false,
  type = 'text',
  rows,
  className = '',
  ...rest
}: DraftFieldProps): JSX.Element {
  const [text, setText] = useState<string>()
  const [error, setError] = useState<string>()
  const leave = async (): Promise<void> => {
    const entered = text?.trim()
    if (entered === undefined || entered === value || (entered === '' && !optional)) {
      setText(undefined)
      setError(undefined)
      return
    }
    const reason = await onTake(entered)
    setError(reason)
    // What cannot be stored stays to be corrected.
    if (reason === undefined) setText(undefined)
  }
  const hearKeys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (rows === undefined || event.ctrlKey)) void leave()
    if (event.key === 'Escape' && text !== undefined) {
      event.stopPropagation()
      setText(undefined)
      setError(undefined)
    }
  }
  const shared = {
    ...rest,
    id,
    value: text ?? value,
    spellCheck: false,
    'aria-invalid': error !== undefined,
    ...(error !== undefined && { 'aria-describedby': `${id}-error` }),
    onBlur: () => void leave(),
    onKeyDown: hearKeys,
  }
  return (
    <>
      {rows === undefined ? (
        <input
          {...shared}
          type={type}
          className={`field ${className}`}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <textarea
          {...shared}
          rows={rows}
          className={`field ${className}`}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`} role="alert">
          <Icon name="warning" className="small" />
          {error}
        </p>
      )}
    </>
  )
}
