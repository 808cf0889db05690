import { type JSX, useEffect } from 'react'
import type { Reread } from '../../../../contract/solver-methods.ts'
import type { Solver } from '../../../../core/solver.ts'
import { loadRereads, undoReread, useReadings } from '../../../state/readings.ts'
import { Button } from '../../../ui/button.tsx'
import { Note } from '../../../ui/note.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { decimal, moment, plural, when } from '../../../ui/words.ts'
import { conventionWords } from '../reading-words.ts'
import { reported } from '../reported.ts'

/** What a reading changed, in words. */
function changeWords({ summary }: Reread): string {
  const { replies, changed, recovered, medianMovePx } = summary
  const moved = medianMovePx === undefined ? '' : `, by ${decimal(medianMovePx)} px at the median`
  const won = recovered === 0 ? '' : `, ${plural(recovered, 'answer')} won`
  return `${plural(replies, 'reply', 'replies')} read, ${plural(changed, 'answer')} changed${moved}${won}`
}

/** How kept replies were read over time; the newest that stands can be taken back. */
export function ReadingsSection({ solver, disabled }: { solver: Solver; disabled: boolean }): JSX.Element | null {
  const { rereads, error } = useReadings()
  const now = useNow()
  useEffect(() => {
    void loadRereads(solver.id)
  }, [solver.id])
  const own = rereads.filter(({ solverId }) => solverId === solver.id)
  const newest = own.find(({ undoneAt }) => undoneAt === undefined)
  if (own.length === 0 && error === undefined) return null
  return (
    <section aria-labelledby="solver-readings">
      <div className="side-head">
        <h3 id="solver-readings">Readings</h3>
      </div>
      {error !== undefined && (
        <Note kind="error" title="Earlier readings cannot be listed.">
          {error}
        </Note>
      )}
      <ul className="rereads">
        {own.map((reread) => (
          <li key={reread.id}>
            <div>
              <p className={reread.undoneAt === undefined ? '' : 'dim undone'}>
                {reread.before.convention === undefined ? 'not chosen' : conventionWords(reread.before.convention)}
                {' → '}
                {conventionWords(reread.after.convention)}
              </p>
              <p className="dim" title={moment(reread.at)}>
                {changeWords(reread)}. {reread.by}, {when(reread.at, now)}
                {reread.undoneAt !== undefined && ', undone'}
              </p>
            </div>
            {reread === newest && (
              <Button
                small
                icon="undo"
                disabled={disabled}
                onClick={() => void reported('It could not be undone', async () => undoReread(reread.id))}
              >
                Undo
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
