import { Menu } from '@mantine/core'
import type { JSX } from 'react'
import { draftInstruction, keepInstruction, knownInstructions, useInstruction } from '../../state/instruction.ts'
import { useItem, useUnreadable } from '../../state/item.ts'
import { useReadOnly } from '../../state/project.ts'
import { useSending } from '../../state/sending.ts'
import { addSolver } from '../../state/solvers-view.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { report } from '../../ui/report.ts'
import { run, useEnabled } from '../commands/context.ts'
import { focusCanvas } from '../commands/focus.ts'
import { useTourStep } from '../tour/tour-steps.ts'
import { SolverChips } from './solver-chips.tsx'

const keep = async (): Promise<void> => {
  try {
    await keepInstruction()
  } catch (error) {
    report('The instruction could not be saved', error)
  }
}

function RecentMenu(): JSX.Element {
  return (
    <Menu position="bottom-end" offset={8} width={340} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <button
          type="button"
          className="field-button"
          aria-label="Instructions used before"
          title="Instructions used before"
        >
          <Icon name="down" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Used before</Menu.Label>
        {knownInstructions().map((text) => (
          <Menu.Item
            key={text}
            onClick={() => {
              draftInstruction(text)
              void keep()
            }}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What the solvers are asked, whom, and the button that asks. */
export function InstructionBar(): JSX.Element {
  const draft = useInstruction((state) => state.draft)
  const isOpen = useItem(({ id }) => id !== undefined)
  const isBusy = useSending((state) => state.isBusy)
  const readOnly = useReadOnly()
  const canSend = useEnabled('item.send')
  const isTourSend = useTourStep() === 'send'
  const isUnreadable = useUnreadable()
  const reason =
    readOnly ??
    (isUnreadable ? 'The picture cannot be read' : undefined) ??
    (draft.trim() === '' ? 'Type an instruction first' : 'Turn a solver on first')
  return (
    <header className="bar" data-pane>
      <div className="field instruction">
        <input
          aria-label="Instruction"
          placeholder={isOpen ? 'Type an instruction' : 'Type an instruction, used for every image you add'}
          maxLength={2000}
          value={draft}
          readOnly={readOnly !== undefined}
          onChange={(event) => {
            draftInstruction(event.currentTarget.value)
          }}
          onBlur={() => void keep()}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) run('item.send')
            if (event.key === 'Escape') focusCanvas()
          }}
        />
        <RecentMenu />
      </div>
      <SolverChips />
      <IconButton name="Add solver" icon="plus" onClick={addSolver} />
      <Button
        id="send"
        icon="send"
        look={isTourSend ? 'primary' : 'plain'}
        className={isTourSend ? 'pointed-at' : ''}
        hint="Ctrl Enter"
        reason={canSend || isBusy ? undefined : reason}
        aria-busy={isBusy}
        onClick={() => {
          run('item.send')
        }}
      >
        Send
      </Button>
    </header>
  )
}
