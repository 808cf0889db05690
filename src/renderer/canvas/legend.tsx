import type { JSX } from 'react'

/** What the signs on the picture mean. */
export function Legend(): JSX.Element {
  return (
    <div className="canvas-float canvas-legend">
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true" color="var(--hit)">
          <circle cx="7" cy="7" r="5" fill="currentColor" />
        </svg>
        hit
      </span>
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true" color="var(--miss)">
          <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3.2 2" />
        </svg>
        miss
      </span>
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true" color="var(--extra)">
          <path d="M2.5 2.5l9 9M11.5 2.5l-9 9" fill="none" stroke="currentColor" strokeWidth="2.2" />
        </svg>
        extra
      </span>
    </div>
  )
}
