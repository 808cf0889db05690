import type { JSX } from 'react'
import type { TaskCounts } from '../../../contract/run-methods.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { count } from '../../ui/words.ts'
import { endedOf, openOf, totalOf } from './run-words.ts'

const kinds: readonly { name: string; className: string; icon: IconName; of: (counts: TaskCounts) => number }[] = [
  { name: 'Solved', className: 'solved', icon: 'check', of: ({ solved }) => solved },
  { name: 'Failed', className: 'failed', icon: 'close', of: ({ failed }) => failed },
  { name: 'Unconfirmed', className: 'unconfirmed', icon: 'warning', of: ({ unconfirmed }) => unconfirmed },
  { name: 'Waiting', className: 'waiting', icon: 'clock', of: openOf },
]
const rest = { name: 'Queued', className: 'queued', icon: 'more' as IconName }

/** How far something is, in one bar: solved, failed, unconfirmed, waiting, rest. `name` is read out. */
export function Segments({ name, counts, large }: { name: string; counts: TaskCounts; large?: boolean }): JSX.Element {
  const total = Math.max(1, totalOf(counts))
  return (
    <div
      className={large ? 'segments large' : 'segments'}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={totalOf(counts)}
      aria-valuenow={endedOf(counts)}
    >
      {kinds
        .filter(({ of }) => of(counts) > 0)
        .map(({ className, of }) => (
          <i key={className} className={className} style={{ width: `${String((of(counts) / total) * 100)}%` }} />
        ))}
    </div>
  )
}

/** What the parts of the bar are, each a sign, a word and its count. */
export function Legend({ counts }: { counts: TaskCounts }): JSX.Element {
  return (
    <ul className="run-legend">
      {kinds.map(({ name, className, icon, of }) => (
        <li key={name} className={className}>
          <Icon name={icon} className="small" />
          {name} {count(of(counts))}
        </li>
      ))}
      <li className={rest.className}>
        <Icon name={rest.icon} className="small" />
        {rest.name} {count(counts.queued)}
      </li>
      {counts.cancelled > 0 && (
        <li className="cancelled">
          <Icon name="forbidden" className="small" />
          Cancelled {count(counts.cancelled)}
        </li>
      )}
    </ul>
  )
}
