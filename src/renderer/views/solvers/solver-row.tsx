import type { HTMLAttributes, JSX } from 'react'
import type { SolverInfo } from '../../../contract/payloads.ts'
import type { SolverStats } from '../../../contract/solver-methods.ts'
import type { Trouble } from '../../state/solvers-trouble.ts'
import { selectSolver, showConvention } from '../../state/solvers-view.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { count } from '../../ui/words.ts'
import { SolverMark } from '../solver-mark.tsx'
import { focusKey } from './focus-key.ts'
import { kindWords, placeWords, takesKey } from './kinds.ts'
import { readsAs } from './reading-words.ts'
import { standingOf } from './test-words.ts'

function KeyCell({ info: { solver, key }, tabIndex }: { info: SolverInfo; tabIndex: number }): JSX.Element | null {
  if (!takesKey(solver)) return null
  if (key.kind === 'not-needed') return <span className="dim">none needed</span>
  if (key.kind === 'present')
    return (
      <span className="line">
        <Icon name="lock" className="small" />
        <span className="mono">
          <span className="unseen">ends in </span>
          <span aria-hidden="true">••••••••</span>
          {key.lastFour}
        </span>
      </span>
    )
  return (
    <Button
      small
      tabIndex={tabIndex}
      className="warn"
      title={key.kind === 'other-origin' ? `The key was entered for ${key.origin}` : 'No key is stored'}
      aria-label={`Enter key of ${solver.name}${key.kind === 'other-origin' ? ' again' : ''}`}
      onClick={() => {
        selectSolver(solver.id)
        focusKey()
      }}
    >
      {key.kind === 'other-origin' ? 'Enter again' : 'Enter key'}
    </Button>
  )
}

function StandingCell({ standing }: { standing: ReturnType<typeof standingOf> }): JSX.Element {
  const { tone, icon, first, second } = standing
  return (
    <span className="line" title={second === '' ? first : `${first}\n${second}`}>
      <Icon name={icon} className={`small ${tone}`} />
      <span className="two">
        <span className={`cut ${tone === 'ok' ? '' : tone}`}>{first}</span>
        {second !== '' && <span className="cut dim">{second}</span>}
      </span>
    </span>
  )
}

type RowEvents = Pick<
  HTMLAttributes<HTMLTableRowElement>,
  'className' | 'onKeyDown' | 'onDragStart' | 'onDragOver' | 'onDragEnd' | 'onDrop'
>

/** One solver. Its row takes the keyboard; the controls in it can be reached while it is chosen. */
export function SolverRow({
  info,
  stats,
  trouble,
  now,
  isTesting,
  isSelected,
  onToggle,
  onDragStart,
  ...rest
}: RowEvents & {
  info: SolverInfo
  stats: SolverStats | undefined
  trouble: Trouble | undefined
  now: number
  isTesting: boolean
  isSelected: boolean
  onToggle: () => void
}): JSX.Element {
  const { solver } = info
  const tabIndex = isSelected ? 0 : -1
  const reading = readsAs(solver)
  const place = placeWords(solver)
  return (
    <tr
      {...rest}
      aria-selected={isSelected}
      tabIndex={tabIndex}
      {...(isSelected && { 'data-pane-entry': true })}
      onClick={() => selectSolver(solver.id)}
    >
      <td className="grip">
        <span draggable title="Drag to another place, or Alt with an arrow key" onDragStart={onDragStart}>
          <Icon name="grip" className="small" />
        </span>
      </td>
      <td>
        <button
          type="button"
          role="switch"
          className="switch-button"
          tabIndex={tabIndex}
          aria-checked={solver.enabled}
          aria-label={`Ask ${solver.name}`}
          title={solver.enabled ? 'Send asks it' : 'Send does not ask it'}
          onClick={onToggle}
        >
          <i className="switch" aria-hidden="true" />
        </button>
      </td>
      <td>
        <span className="line">
          <SolverMark mark={solver.mark} />
          <span className="two">
            <span className="cut name" title={solver.name}>
              {solver.name}
            </span>
            <span className="cut dim" title={place}>
              {place}
            </span>
          </span>
        </span>
      </td>
      <td className="dim kind">{kindWords(solver)}</td>
      <td className="key">
        <KeyCell info={info} tabIndex={tabIndex} />
      </td>
      <td>
        <StandingCell
          standing={
            isTesting
              ? { tone: 'dim', icon: 'clock', first: 'Is being tested…', second: '' }
              : standingOf(solver, stats, trouble, now)
          }
        />
      </td>
      <td className="dim reads">
        {reading ?? (
          <Button
            small
            tabIndex={tabIndex}
            aria-label={`Choose how ${solver.name} says where`}
            onClick={() => showConvention(solver.id)}
          >
            Choose
          </Button>
        )}
      </td>
      <td className="number">{count(stats?.answers ?? 0)}</td>
    </tr>
  )
}
