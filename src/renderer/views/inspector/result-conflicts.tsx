import { type JSX, useState } from 'react'
import { type ResultConflict, useConflicts } from '../../state/conflicts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { clockTime, moment } from '../../ui/words.ts'

const words: Record<ResultConflict['kind'], string> = {
  late: 'A result came after the task had ended.',
  repeated: 'The same result came again.',
  contradictory: 'Another result came for the same task.',
}

/** Results that were not expected any more: the answers stand as they are, these are kept beside them. */
export function ResultConflicts({ solverId, name }: { solverId: string; name: string }): JSX.Element | null {
  const all = useConflicts((state) => state.conflicts)
  const [open, setOpen] = useState<ResultConflict>()
  const conflicts = all.filter((one) => one.solverId === solverId)
  return (
    <>
      {conflicts.map((one, index) => (
        <p key={`${one.taskId} ${String(index)}`} className="told">
          <Icon name="information" className="small" />
          <span className="dim" title={moment(one.at)}>
            {words[one.kind]} {clockTime(one.at)}
          </span>
          <span className="space" />
          <Button look="link" aria-label={`Raw: ${words[one.kind]}`} onClick={() => setOpen(one)}>
            Raw
          </Button>
        </p>
      ))}
      {open && (
        <Dialog title="Result beside the answer" note={name} width={640} onClose={() => setOpen(undefined)}>
          <pre className="raw" tabIndex={0} aria-label="Result">
            {open.raw}
          </pre>
        </Dialog>
      )}
    </>
  )
}
