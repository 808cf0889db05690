import type { JSX } from 'react'

const outlines = [
  <circle key="1" cx="7" cy="7" r="4.5" />,
  <rect key="2" x="2.75" y="2.75" width="8.5" height="8.5" />,
  <path key="3" d="M7 2l5 9H2z" />,
  <path key="4" d="M7 1.5L12.5 7 7 12.500 1.500 7z" />,
  <path key="5" d="M4.300 2.300h5.400L12.400 7l-2.700 4.700H4.300L1.600 7z" />,
  <path key="6" d="M3 3l8 8M11 3l-8 8" />,
]

/** Number of slots that have a shape and a colour of their own. */
const SLOTS = outlines.length
const SALTIRE = 5

/** The sign of a solver everywhere: shape and colour by its slot, from 0; grey and dashed past the sixth. */
export function SolverMark({ mark, dimmed = false }: { mark: number; dimmed?: boolean }): JSX.Element {
  const shape = mark % SLOTS
  const isColoured = mark < SLOTS && !dimmed
  return (
    <svg className={`mark ${isColoured ? `k${String(mark + 1)}` : 'rest'}`} viewBox="0 0 14 14" aria-hidden="true">
      <g strokeDasharray={mark < SLOTS ? undefined : '2 1.5'}>{outlines[shape]}</g>
      {shape !== SALTIRE && <path d="M7 0v4M7 10v4M0 7h4M10 7h4" />}
    </svg>
  )
}
