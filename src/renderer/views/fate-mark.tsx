import type { JSX } from 'react'

const signs = {
  hit: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  miss: <circle cx="7" cy="7" r="5" strokeWidth="2" strokeDasharray="3.2 2" />,
  extra: <path d="M2.500 2.500l9 9M11.500 2.500l-9 9" strokeWidth="2.2" />,
}

/** The sign of what became of a point: by shape as well as by colour. */
export const FateMark = ({ fate }: { fate: keyof typeof signs }): JSX.Element => (
  <svg className={`mark ${fate}`} viewBox="0 0 14 14" aria-hidden="true">
    {signs[fate]}
  </svg>
)
