import { type JSX, useEffect, useState } from 'react'
import type { Reread, SolverStats } from '../../../../contract/solver-methods.ts'
import { fixedConventionOf } from '../../../../core/convention.ts'
import { canBeAsked, type Solver } from '../../../../core/solver.ts'
import { applyReading, loadRereads, undoReread, useReadings } from '../../../state/readings.ts'
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

function titleOf({ before, after }: Reread): string {
  if (before.convention === after.convention) return `${conventionWords(after.convention)}, again`
  const from = before.convention === undefined ? 'not chosen' : conventionWords(before.convention)
  return `${from} → ${conventionWords(after.convention)}`
}

/** How kept replies were read over time; the newest that stands can be taken back, and all can be read again with what reads them now. */
export function ReadingsSection({
  solver,
  stats,
  disabled,
}: {
  solver: Solver
  stats: SolverStats | undefined
  disabled: boolean
}): JSX.Element | null {
  const { rereads, error } = useReadings()
  const now = useNow()
  const [isBusy, setIsBusy] = useState(false)
  useEffect(() => {
    void loadRereads(solver.id)
  }, [solver.id])
  const own = rereads.filter(({ solverId }) => solverId === solver.id)
  const newest = own.find(({ undoneAt }) => undoneAt === undefined)
  const kept = (stats?.answers ?? 0) + (stats?.unread ?? 0)
  const convention = fixedConventionOf(solver.profile) ?? solver.options.convention
  const canRead = canBeAsked(solver) && convention !== undefined && kept > 0
  if (own.length === 0 && error === undefined && !canRead) return null
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    setIsBusy(true)
    await reported(what, work)
    setIsBusy(false)
  }
  return (
    <section aria-labelledby="solver-readings">
      <div className="side-head">
        <h3 id="solver-readings">Readings</h3>
        <span className="space" />
        {canRead && (
          <Button
            small
            disabled={disabled || isBusy}
            title="Reads the kept replies again as this version does; nothing is sent, and it can be undone"
            onClick={() =>
              void attempt('The replies could not be read again', async () =>
                applyReading({ solverId: solver.id, convention, resize: solver.options.resize }),
              )
            }
          >
            Read kept replies again
          </Button>
        )}
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
              <p className={reread.undoneAt === undefined ? '' : 'dim undone'}>{titleOf(reread)}</p>
              <p className="dim" title={moment(reread.at)}>
                {changeWords(reread)}. {reread.by}, {when(reread.at, now)}
                {reread.undoneAt !== undefined && ', undone'}
              </p>
            </div>
            {reread === newest && (
              <Button
                small
                icon="undo"
                disabled={disabled || isBusy}
                onClick={() => void attempt('It could not be undone', async () => undoReread(reread.id))}
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
