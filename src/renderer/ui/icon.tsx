import type { JSX } from 'react'

/** Strokes on a 16 × 16 grid, drawn with the colour of the text around them. */
const shapes = {
  review: (
    <>
      <path d="M6.5 2.5h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-3" />
      <circle cx="11" cy="5" r="2.5" />
      <path d="M11 1v1.2M11 7.8V9M7 5h1.2M13.8 5H15" />
    </>
  ),
  solve: <path d="M4.5 2.5l8.5 5.5-8.5 5.5z" />,
  solvers: (
    <>
      <rect x="2.5" y="2.5" width="11" height="4.5" rx="1" />
      <rect x="2.5" y="9" width="11" height="4.5" rx="1" />
      <path d="M5 4.75h.01M5 11.25h.01" />
    </>
  ),
  datasets: (
    <>
      <ellipse cx="8" cy="4" rx="5.5" ry="2" />
      <path d="M2.5 4v8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2" />
    </>
  ),
  settings: (
    <>
      <path d="M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6" />
      <circle cx="10" cy="4.5" r="1.5" />
      <circle cx="6" cy="11.5" r="1.5" />
    </>
  ),
  down: <path d="M4.5 6.5L8 10l3.5-3.5" />,
  left: <path d="M9.5 4.5L6 8l3.5 3.5" />,
  right: <path d="M6.5 4.5L10 8l-3.5 3.5" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  minus: <path d="M3.5 8h9" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="M10.5 10.5l3 3" />
    </>
  ),
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  sort: <path d="M5 3v10M2.5 10.5L5 13l2.5-2.5M9 4h5M9 8h3.5M9 12h2" />,
  send: <path d="M13.5 2.5L2.5 7l4.5 2 2 4.5zM13.5 2.5L7 9" />,
  select: <path d="M3 2.5l10 4.2-4.3 1.8L6.9 13z" />,
  add: (
    <>
      <circle cx="7" cy="9" r="4.5" />
      <path d="M7 6.5v5M4.5 9h5M12.5 2v4M10.5 4h4" />
    </>
  ),
  pan: (
    <path d="M5 8V4a1 1 0 0 1 2 0v3-4a1 1 0 0 1 2 0v4-3a1 1 0 0 1 2 0v3.5-1.5a1 1 0 0 1 2 0V10a4 4 0 0 1-4 4h-.8c-1.3 0-2.3-.6-3-1.6L3 9.7a1 1 0 0 1 1.6-1.2z" />
  ),
  similar: (
    <>
      <rect x="2.5" y="2.5" width="5" height="5" rx="1" />
      <path d="M10.5 2.5h2a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3M2.5 9.5v3a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-3M9.5 13.5h3a1 1 0 0 0 1-1v-2" />
    </>
  ),
  loupe: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="M10.5 10.5l3 3M7 5.2v3.6M5.2 7h3.6" />
    </>
  ),
  undo: <path d="M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H7" />,
  redo: <path d="M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H9" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  'eye-off': (
    <path d="M3.2 5.6C2 6.8 1.5 8 1.5 8S4 12.5 8 12.5c1 0 1.9-.3 2.7-.7M6.5 3.7C7 3.6 7.5 3.5 8 3.5c4 0 6.5 4.5 6.5 4.5s-.5 1-1.5 2M2.5 2.5l11 11" />
  ),
  fit: <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  check: <path d="M3.5 8.5l3 3 6-7" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  warning: <path d="M8 2.5l6 10.5H2zM8 6.5v3M8 11.3h.01" />,
  forbidden: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M4.2 4.2l7.6 7.6" />
    </>
  ),
  unreadable: <path d="M2.5 2.5l11 11M5.5 2.5h7a1 1 0 0 1 1 1v7M13 13.5H3.5a1 1 0 0 1-1-1V3M2.5 11l3-3 5.5 5.5" />,
  retry: <path d="M13.5 8a5.5 5.5 0 1 1-1.6-3.9L13.5 5.7M13.5 2.5v3.2h-3.2" />,
  image: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="1" />
      <circle cx="6" cy="6" r="1.2" />
      <path d="M13.5 10l-3-3-7 6.5" />
    </>
  ),
  folder: <path d="M2 12V4a1 1 0 0 1 1-1h3l1.5 2H13a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />,
  clipboard: (
    <>
      <rect x="3.5" y="3" width="9" height="11" rx="1" />
      <path d="M6 3V2h4v1M6 7h4M6 10h3" />
    </>
  ),
  next: <path d="M4 3.5L10 8l-6 4.5zM12.5 3.5v9" />,
  fork: <path d="M3 3v2c0 3 5 3 5 6v2.5M13 3v2c0 3-5 3-5 6" />,
  export: <path d="M8 2.5v7.5M4.5 7L8 10.5 11.5 7M2.5 13.5h11" />,
  import: <path d="M8 10.5V3M4.5 6L8 2.5 11.5 6M2.5 13.5h11" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3l2 1.5" />
    </>
  ),
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  information: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 7.5v3M8 5.3h.01" />
    </>
  ),
  flag: <path d="M4 14V2M4 2.5h8.5L10.2 5.6l2.3 3.1H4" />,
  trash: <path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  bell: (
    <path d="M3.5 11.5h9c-1-1-1.300-2-1.300-4a3.200 3.200 0 0 0-6.400 0c0 2-.3 3-1.300 4zM6.800 13.800h2.400M8 4.300V2.800" />
  ),
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3.500 13.500a4.500 4.500 0 0 1 9 0" />
    </>
  ),
  play: <path d="M4 2.8v10.4l8.5-5.2z" />,
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  grip: <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" strokeWidth="2" />,
  command: <path d="M3 4.5l3.5 3.5L3 11.500M8 12h5" />,
} satisfies Record<string, JSX.Element>

export type IconName = keyof typeof shapes

/** A sign beside words, or in a button that has a name: hidden from screen readers. */
export const Icon = ({ name, className }: { name: IconName; className?: string }): JSX.Element => (
  <svg className={className ? `icon ${className}` : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
    {shapes[name]}
  </svg>
)
