import type { Command } from '../../editor/commands.ts'
import { toggleChosen } from '../../state/chosen-items.ts'
import { offeredFeedback, tell } from '../../state/feedback.ts'
import { useItem } from '../../state/item.ts'
import { pauseRun, resumeRun } from '../../state/runs-actions.ts'
import { isUnderWay, shownRun, useRuns } from '../../state/runs.ts'
import { openDialog, useView } from '../../state/view.ts'
import { canStart, startPlanned } from '../solve/planned.ts'

/** The run that Pause and Cancel mean: the one that is shown, where it is under way. */
const currentRun = (): ReturnType<typeof shownRun> => {
  const shown = shownRun(useRuns.getState())
  return shown && isUnderWay(shown.run) ? shown : undefined
}

const tells = (verdict: 'right' | 'wrong', keys: string): Command => ({
  id: `feedback.${verdict}`,
  title: `Tell the service: ${verdict}`,
  group: 'Answers',
  keys: [keys],
  where: 'review',
  // Where several could be meant, the buttons of the cards say which.
  enabled: (context) => !context.readOnly && offeredFeedback(verdict).length === 1,
  run: () => {
    const [only] = offeredFeedback(verdict)
    if (only) void tell(only.answerId, verdict)
  },
})

/** Commands of runs, of what is told to services, and of answers from files. */
export const solveCommands: readonly Command[] = [
  {
    id: 'item.choose',
    title: 'Pick the item for a run, or put it back',
    group: 'Go through items',
    keys: ['X'],
    where: 'review',
    enabled: () => useItem.getState().id !== undefined,
    run: () => {
      const { id } = useItem.getState()
      if (id !== undefined) toggleChosen(id)
    },
  },
  tells('right', 'T R'),
  tells('wrong', 'T W'),
  {
    id: 'run.start',
    title: 'Start the planned run',
    group: 'Solve',
    keys: ['R S'],
    where: 'everywhere',
    enabled: () => useView.getState().view === 'solve' && canStart(),
    run: () => void startPlanned(),
  },
  {
    id: 'run.pause',
    title: 'Pause or resume the run',
    group: 'Solve',
    keys: ['R P'],
    where: 'everywhere',
    enabled: (context) => !context.readOnly && currentRun() !== undefined,
    run: () => {
      const run = currentRun()?.run
      if (run) void (run.state === 'paused' ? resumeRun(run) : pauseRun(run))
    },
  },
  {
    id: 'run.cancel',
    title: 'Cancel the run…',
    group: 'Solve',
    keys: ['R C'],
    where: 'everywhere',
    enabled: (context) => !context.readOnly && currentRun() !== undefined,
    run: () => {
      const run = currentRun()?.run
      if (run) openDialog({ kind: 'cancel-run', runId: run.id })
    },
  },
  {
    id: 'answers.import',
    title: 'Import answers',
    group: 'App',
    keys: ['Ctrl+Alt+O'],
    where: 'everywhere',
    inFields: true,
    enabled: (context) => !context.readOnly,
    run: () => openDialog({ kind: 'import-answers' }),
  },
]
