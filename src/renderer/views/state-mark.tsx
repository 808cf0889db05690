import type { JSX } from 'react'
import type { ItemRow } from '../../contract/payloads.ts'
import type { ReviewState } from '../../core/item.ts'

/** What a row or badge says of an item in one sign. */
export type ShownState = 'unreviewed' | 'reviewed' | 'empty' | 'flagged' | 'solving' | 'failed' | 'unreadable'

const words: Record<ShownState, string> = {
  unreviewed: 'Unreviewed',
  reviewed: 'Reviewed',
  empty: 'Reviewed, empty',
  flagged: 'Flagged',
  solving: 'Solving',
  failed: 'Failed',
  unreadable: 'Unreadable',
}

const tones: Record<ShownState, string> = {
  unreviewed: 'rest',
  reviewed: 'ok',
  empty: 'ok',
  flagged: 'warn',
  solving: 'accent',
  failed: 'bad',
  unreadable: 'bad',
}

const triangle = <path d="M7 1.8l5.5 10h-11zM7 5.5v3M7 10.2h.01" strokeWidth="1.5" />

const signs: Record<ShownState, JSX.Element> = {
  unreviewed: <circle cx="7" cy="7" r="4.5" strokeWidth="1.5" />,
  reviewed: (
    <>
      <circle cx="7" cy="7" r="5.5" fill="currentColor" stroke="none" />
      <path d="M4.5 7.2l1.8 1.8L9.600 5.300" stroke="var(--surface-1)" strokeWidth="1.5" />
    </>
  ),
  empty: (
    <>
      <circle cx="7" cy="7" r="5" strokeWidth="1.5" />
      <path d="M3.600 10.400l6.800-6.800" strokeWidth="1.5" />
    </>
  ),
  flagged: <path d="M3.5 13V1.5M3.500 2h7.500L9 4.700l2 2.800H3.500" fill="currentColor" strokeWidth="1.5" />,
  solving: (
    <g className="spin">
      <circle cx="7" cy="7" r="5" stroke="var(--line-2)" />
      <path d="M7 2a5 5 0 0 1 5 5" />
    </g>
  ),
  failed: triangle,
  unreadable: triangle,
}

/** Solving and failure are shown before the review state: they ask for something. */
export function shownState(row: Pick<ItemRow, 'state' | 'targetCount' | 'working' | 'failed'>): ShownState {
  if (row.working > 0) return 'solving'
  if (row.state === 'unreviewed') return row.failed > 0 ? 'failed' : 'unreviewed'
  return reviewedState(row.state, row.targetCount)
}

/** A reviewed item without targets is empty on purpose, and says so. */
export const reviewedState = (state: ReviewState, targetCount: number): ShownState =>
  state === 'reviewed' && targetCount === 0 ? 'empty' : state

export const stateWord = (state: ShownState): string => words[state]

/** The sign of a state, named for screen readers unless words stand beside it. */
export const StateMark = ({ state, named = true }: { state: ShownState; named?: boolean }): JSX.Element => (
  <svg
    className={`mark ${tones[state]}`}
    viewBox="0 0 14 14"
    {...(named ? { role: 'img', 'aria-label': words[state] } : { 'aria-hidden': true })}
  >
    {signs[state]}
  </svg>
)
