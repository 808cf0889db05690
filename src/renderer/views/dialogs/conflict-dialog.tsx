import type { JSX } from 'react'
import type { Target, Targets } from '../../../core/truth.ts'
import type { StoredTruth } from '../../editor/saving.ts'
import { editor, useEditor } from '../../state/editor.ts'
import { useItem } from '../../state/item.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { decimal, plural } from '../../ui/words.ts'

const place = (target: Target | undefined): string =>
  target ? `${decimal(target.x)}, ${decimal(target.y)}${target.label === '' ? '' : `, ${target.label}`}` : 'none'

const numberOf = (targets: Targets, id: string): number | undefined => {
  const index = targets.findIndex((target) => target.id === id)
  return index < 0 ? undefined : index + 1
}

const isSame = (a: Target | undefined, b: Target | undefined): boolean =>
  a !== undefined && b !== undefined && a.x === b.x && a.y === b.y && a.label === b.label && a.required === b.required

/** Targets that the two versions do not share, in the order of their numbers. */
function differences(
  theirs: Targets,
  yours: Targets,
): { id: string; theirs?: Target | undefined; yours?: Target | undefined }[] {
  const byId = new Map(theirs.map((target) => [target.id, target]))
  const ids = [...new Set([...theirs, ...yours].map(({ id }) => id))]
  const mine = new Map(yours.map((target) => [target.id, target]))
  return ids
    .map((id) => ({ id, theirs: byId.get(id), yours: mine.get(id) }))
    .filter((pair) => !isSame(pair.theirs, pair.yours))
}

const MAX_SHOWN = 12

/** Someone else saved this item first. Both versions stay in the history; one of them becomes the truth now. */
export function ConflictDialog({ theirs }: { theirs: StoredTruth }): JSX.Element {
  const decision = useEditor(({ document }) => document.decision)
  const newest = useItem(({ revisions }) => revisions[0])
  const differing = differences(theirs.targets, decision.targets)
  const who = newest && newest.number === theirs.revision ? newest.by : 'Another window'
  return (
    <Dialog
      title="Saved elsewhere in the meantime"
      width={640}
      closable={false}
      onClose={() => undefined}
      footer={
        <>
          <span>Both stay in the history.</span>
          <span className="space" />
          <Button
            onClick={() => {
              editor.resolve('theirs')
            }}
          >
            Take theirs
          </Button>
          <Button
            look="primary"
            onClick={() => {
              editor.resolve('mine')
            }}
          >
            Put mine on top
          </Button>
        </>
      }
    >
      {/* Nothing is chosen beforehand: a key meant for the picture must not decide. */}
      <p className="say conflict-say" tabIndex={-1} data-autofocus>
        {who} saved revision {theirs.revision} of this item while you were editing it.{' '}
        {differing.length === 0
          ? 'Only the decision differs.'
          : `${plural(differing.length, 'target differs', 'targets differ')}.`}
      </p>
      <table className="diff">
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Theirs, revision {theirs.revision}</th>
            <th scope="col">Yours, not saved</th>
          </tr>
        </thead>
        <tbody>
          {differing.slice(0, MAX_SHOWN).map((pair) => (
            <tr key={pair.id}>
              <td>
                {numberOf(decision.targets, pair.id) ?? `${String(numberOf(theirs.targets, pair.id))}, theirs only`}
              </td>
              <td>{place(pair.theirs)}</td>
              <td>{place(pair.yours)}</td>
            </tr>
          ))}
          {differing.length > MAX_SHOWN && (
            <tr>
              <td colSpan={3}>and {differing.length - MAX_SHOWN} more</td>
            </tr>
          )}
          {theirs.state !== decision.state && (
            <tr>
              <td>Decision</td>
              <td>{theirs.state}</td>
              <td>{decision.state}</td>
            </tr>
          )}
        </tbody>
      </table>
    </Dialog>
  )
}
