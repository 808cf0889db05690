import type { JSX } from 'react'

/** How much of something is done; `name` is read out. */
export const Meter = ({ name, done, total }: { name: string; done: number; total: number }): JSX.Element => (
  <progress className="meter" aria-label={name} value={done} max={Math.max(total, 1)} />
)
