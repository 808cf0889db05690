import { type JSX, useState, useSyncExternalStore } from 'react'
import { editor } from '../../state/editor.ts'
import { useItem } from '../../state/item.ts'
import { useReadOnly } from '../../state/project.ts'
import { useSolvers } from '../../state/solvers.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import { moment, when } from '../../ui/words.ts'
import { historyLines } from './history-lines.ts'

const narrow = window.matchMedia('(max-width: 1180px)')
const watchNarrow = (onChange: () => void): (() => void) => {
  narrow.addEventListener('change', onChange)
  return () => {
    narrow.removeEventListener('change', onChange)
  }
}

/** Everything that happened to the item, newest first; any earlier truth can be brought back. */
export function HistorySection(): JSX.Element {
  const detail = useItem((state) => state.detail)
  const revisions = useItem((state) => state.revisions)
  const solvers = useSolvers((state) => state.solvers)
  const readOnly = useReadOnly()
  const now = useNow()
  const isNarrow = useSyncExternalStore(watchNarrow, () => narrow.matches)
  const [unfolded, setUnfolded] = useState<boolean>()
  const isShown = unfolded ?? !isNarrow
  const newest = revisions[0]
  const lines = detail ? historyLines(detail, revisions, solvers) : []
  return (
    <section className="section" aria-labelledby="history-title">
      <button
        type="button"
        className="panel-head fold"
        aria-expanded={isShown}
        onClick={() => {
          setUnfolded(!isShown)
        }}
      >
        {!isShown && <Icon name="right" className="small" />}
        <h3 id="history-title">History</h3>
        {newest && <span className="count">Revision {newest.number}</span>}
        <span className="space" />
        {newest && isShown && <span className="dim xs cut">{newest.by}</span>}
      </button>
      {isShown && !detail && <p className="say">Every change, with who and when.</p>}
      {isShown && detail && (
        <ul className="history">
          {lines.map(({ key, words, at, by, revision, isCurrent, canRestore }) => (
            <li key={key} className={isCurrent ? 'now' : undefined}>
              <i className="dot" />
              <span className={isCurrent ? 'cut' : 'cut dim'} title={by === undefined ? words : `${words}, ${by}`}>
                {words}
              </span>
              <time className="time" dateTime={new Date(at).toISOString()} title={moment(at)}>
                {when(at, now)}
              </time>
              {revision !== undefined && canRestore && readOnly === undefined && (
                <Button
                  look="link"
                  aria-label={`Restore revision ${String(revision)}: ${words}`}
                  onClick={() => {
                    editor.restore(revision)
                  }}
                >
                  Restore
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
