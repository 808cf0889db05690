import type { JSX } from 'react'
import type { ViewId } from '../editor/command-context.ts'
import { showView, useView } from '../state/view.ts'
import { Icon, type IconName } from '../ui/icon.tsx'

const entries: readonly { view: ViewId; title: string; icon: IconName }[] = [
  { view: 'review', title: 'Review', icon: 'review' },
  { view: 'solve', title: 'Solve', icon: 'solve' },
  { view: 'datasets', title: 'Datasets', icon: 'datasets' },
  { view: 'solvers', title: 'Solvers', icon: 'solvers' },
  { view: 'settings', title: 'Settings', icon: 'settings' },
]

/** The views of the window. */
export function Rail(): JSX.Element {
  const current = useView(({ view }) => view)
  return (
    <nav className="rail" aria-label="Views" data-pane>
      <svg className="logo" viewBox="0 0 28 28" role="img" aria-label="Pointcheck">
        <circle cx="14" cy="14" r="8" />
        <path d="M14 2.5v5M14 20.5v5M2.5 14h5M20.5 14h5" />
        <circle cx="14" cy="14" r="2.25" fill="var(--truth)" stroke="none" />
      </svg>
      {entries.map(({ view, title, icon }) => (
        <button
          key={view}
          type="button"
          aria-current={view === current ? 'page' : undefined}
          title={title}
          {...(view === current && { 'data-pane-entry': true })}
          onClick={() => {
            showView(view)
          }}
        >
          <Icon name={icon} />
          <span className="word">{title}</span>
        </button>
      ))}
    </nav>
  )
}
