import type { JSX } from 'react'
import { defaultPrompts } from '../../../../core/default-prompts.ts'
import type { Solver } from '../../../../core/solver.ts'
import { changeSolver } from '../../../state/solvers.ts'
import { Button } from '../../../ui/button.tsx'
import { DraftField } from '../../../ui/draft-field.tsx'
import { reported } from '../reported.ts'
import { Row } from './row.tsx'
import { takeOptions } from './take-change.ts'

const ROWS = 6

/** What a model is told, with the places that are filled in. */
export function PromptField({ solver }: { solver: Solver }): JSX.Element {
  const { prompt } = solver.options
  const usual = solver.profile === 'gemini' ? defaultPrompts.gemini : defaultPrompts.chat
  return (
    <Row
      label="Prompt"
      htmlFor="solver-prompt"
      help={
        <>
          <code>{'{instruction}'}</code> is what you ask; <code>{'{width}'}</code> and <code>{'{height}'}</code> are the
          pixels of the picture that is sent.
          {prompt !== undefined && !prompt.includes('{instruction}') && (
            <span className="warn"> Without {'{instruction}'} the model does not learn what to look for.</span>
          )}
        </>
      }
    >
      <DraftField
        id="solver-prompt"
        rows={ROWS}
        maxLength={8_000}
        optional
        value={prompt ?? usual}
        onTake={async (text) => takeOptions(solver, { prompt: text === '' || text === usual ? undefined : text })}
      />
      {prompt !== undefined && (
        <Button
          look="link"
          onClick={() =>
            void reported('The prompt could not be stored', async () =>
              changeSolver(solver, { options: { prompt: undefined } }),
            )
          }
        >
          Back to default
        </Button>
      )}
    </Row>
  )
}
