import type { JSX } from 'react'
import { useEditor } from '../../state/editor.ts'
import { useReadOnly } from '../../state/project.ts'
import { Button } from '../../ui/button.tsx'
import { run, useEnabled } from '../commands/context.ts'
import { useTourStep } from '../tour/tour-steps.ts'

/** The reviewer's decision about the open item. */
export function DecisionBar(): JSX.Element {
  const isFlagged = useEditor(({ document }) => document.decision.state === 'flagged')
  const canDecide = useEnabled('item.flag')
  const canVerify = useEnabled('item.empty')
  const canAccept = useEnabled('item.acceptAndNext')
  const readOnly = useReadOnly()
  const isTourSend = useTourStep() === 'send'
  const closed = readOnly ?? (canDecide ? 'The picture cannot be read' : 'No item is open')
  return (
    <footer className="decide">
      <Button
        hint="F"
        reason={canDecide ? undefined : closed}
        aria-pressed={isFlagged}
        className={isFlagged ? 'on' : ''}
        onClick={() => run('item.flag')}
      >
        Flag
      </Button>
      <Button
        hint="E"
        reason={canVerify ? undefined : closed}
        title="There is nothing to click: reviewed, with no targets"
        onClick={() => run('item.empty')}
      >
        Empty
      </Button>
      <Button
        id="accept"
        look={canAccept && !isTourSend ? 'primary' : 'plain'}
        className="wide-btn"
        hint="Enter"
        reason={
          canAccept
            ? undefined
            : canVerify
              ? 'There are no points to accept; press Empty where there is nothing to click'
              : closed
        }
        onClick={() => run('item.acceptAndNext')}
      >
        Accept + next
      </Button>
    </footer>
  )
}
