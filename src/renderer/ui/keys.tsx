import type { JSX } from 'react'

/** Keys as they stand on a keyboard: chords pressed one after the other, each of caps pressed together. */
export const Keys = ({ chords }: { chords: readonly (readonly string[])[] }): JSX.Element => (
  <span className="keys">
    {chords.flat().map((cap, index) => (
      <kbd key={`${cap}${String(index)}`}>{cap}</kbd>
    ))}
  </span>
)
