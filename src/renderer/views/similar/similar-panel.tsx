import type { JSX, KeyboardEvent } from 'react'
import { useState } from 'react'
import { editor, useEditor } from '../../state/editor.ts'
import { useReadOnly } from '../../state/project.ts'
import { counted, withoutKnown } from '../../state/matches.ts'
import { addTargets, keepAsAnswer, useSimilar } from '../../state/similar.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { announce, report } from '../../ui/report.ts'
import { plural } from '../../ui/words.ts'
import { focusCanvas } from '../commands/focus.ts'
import { ExamplesSection } from './examples-section.tsx'
import { MatchesSection } from './matches-section.tsx'

function leave(): void {
  editor.hold('add')
  focusCanvas()
}

/** Controls keep Escape for themselves; here it leaves. */
function leaveOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  event.preventDefault()
  leave()
}

function addAll(known: number): void {
  const added = addTargets()
  const skipped = known > 0 ? ` ${plural(known, 'match', 'matches')} left out: a target is there already.` : ''
  announce(`${plural(added, 'similar target')} added.${skipped}`)
}

function Actions(): JSX.Element {
  const openId = useEditor(({ item }) => item?.id)
  const targets = useEditor(({ document }) => document.decision.targets)
  const { search, threshold } = useSimilar()
  const readOnly = useReadOnly()
  const [isKeeping, setIsKeeping] = useState(false)
  const found = search.kind === 'done' && search.itemId === openId ? counted(search.found, threshold) : []
  const fresh = withoutKnown(found, targets).length
  const keep = async (): Promise<void> => {
    setIsKeeping(true)
    try {
      announce(`${plural(await keepAsAnswer(), 'match', 'matches')} kept as an answer of Find similar.`)
    } catch (error) {
      report('The matches could not be kept', error)
    } finally {
      setIsKeeping(false)
    }
  }
  const nothing = readOnly ?? (found.length === 0 ? 'There is no match to take' : undefined)
  const reason = nothing ?? (fresh === 0 ? 'There is a target at every match already' : undefined)
  return (
    <footer className="decide similar-actions">
      <Button reason={nothing} disabled={isKeeping || nothing !== undefined} onClick={() => void keep()}>
        Keep as an answer
      </Button>
      <Button
        look={reason === undefined ? 'primary' : 'plain'}
        className="wide-btn"
        reason={reason}
        onClick={() => {
          addAll(found.length - fresh)
        }}
      >
        {fresh === 0 ? 'Add targets' : `Add ${plural(fresh, 'target')}`}
      </Button>
    </footer>
  )
}

/** Stands in the inspector's place while things that look alike are found. */
export function SimilarPanel(): JSX.Element {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape bubbles up from its controls
    <aside className="pane inspect similar" aria-label="Find similar" data-pane onKeyDown={leaveOnEscape}>
      <header className="bar">
        <h2>Find similar</h2>
        <span className="space" />
        <IconButton name="Leave find similar" icon="close" keys="Esc" onClick={leave} />
      </header>
      <div className="inspect-scroll">
        <ExamplesSection />
        <MatchesSection />
      </div>
      <Actions />
    </aside>
  )
}
