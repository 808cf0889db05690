import type { JSX } from 'react'
import { useEditor } from '../../state/editor.ts'
import { useItem, useUnreadable } from '../../state/item.ts'
import { AnswersSection } from './answers-section.tsx'
import { DecisionBar } from './decision-bar.tsx'
import { HistorySection } from './history-section.tsx'
import { TargetsSection } from './targets-section.tsx'
import { reviewedState, StateMark, stateWord } from '../state-mark.tsx'

/** The right pane: the truth of the open item in numbers, what solvers answered, and how it came to be. */
export function Inspector(): JSX.Element {
  const detail = useItem((state) => state.detail)
  const state = useEditor(({ document }) => document.decision.state)
  const targetCount = useEditor(({ document }) => document.decision.targets.length)
  const isUnreadable = useUnreadable()
  const shown = isUnreadable ? 'unreadable' : reviewedState(state, targetCount)
  return (
    <aside className="pane inspect" aria-label="Inspector" data-pane>
      <header className="bar">
        {detail ? (
          <>
            <h2 className="cut" title={detail.item.name}>
              {detail.item.name}
            </h2>
            <span className="space" />
            <span className="badge">
              <StateMark state={shown} named={false} />
              {stateWord(shown)}
            </span>
          </>
        ) : (
          <span className="dim">Nothing open</span>
        )}
      </header>
      <div className="inspect-scroll">
        <TargetsSection />
        <AnswersSection />
        <HistorySection />
      </div>
      <DecisionBar />
    </aside>
  )
}
