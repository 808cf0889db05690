import { type JSX, useEffect, useState } from 'react'
import { showQueue, useQueue } from '../../state/queue.ts'
import { Icon } from '../../ui/icon.tsx'

const PAUSE_MS = 150

/** Filters the list by name and instruction as one types; Escape empties it. */
export function SearchField(): JSX.Element {
  const shown = useQueue(({ text }) => text)
  const [text, setText] = useState(shown)
  const [seen, setSeen] = useState(shown)
  if (seen !== shown) {
    setSeen(shown)
    setText(shown)
  }
  useEffect(() => {
    if (text === useQueue.getState().text) return undefined
    const timer = setTimeout(() => {
      void showQueue({ text })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [text])
  return (
    <label className="field">
      <Icon name="search" />
      <input
        id="queue-search"
        type="search"
        aria-label="Search names and instructions"
        placeholder="Search names, instructions"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setText('')
          event.currentTarget.blur()
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  )
}
