import { spotlight } from '@mantine/spotlight'
import { useSyncExternalStore } from 'react'
import type { AnswerChoice, CommandContext } from '../../editor/command-context.ts'
import { type Command, commands as editorCommands, runCommand } from '../../editor/commands.ts'
import { standings } from '../../state/answers.ts'
import { editor } from '../../state/editor.ts'
import { importPicked } from '../../state/importing.ts'
import { isPictureUnreadable, usePictureTrouble } from '../../state/pictures.ts'
import { useInstruction } from '../../state/instruction.ts'
import { useFeedback } from '../../state/feedback.ts'
import { stepItem, useItem } from '../../state/item.ts'
import { knownLabels } from '../../state/labels.ts'
import { useProject } from '../../state/project.ts'
import { useQueue } from '../../state/queue.ts'
import { usePlan } from '../../state/runs-plan.ts'
import { useRuns } from '../../state/runs.ts'
import { sendItem, sendUnsolved, useSending } from '../../state/sending.ts'
import { enabledSolverIds, toggleAnswers, useSolvers } from '../../state/solvers.ts'
import { openDialog, showView, useView } from '../../state/view.ts'
import { viewport } from '../../state/viewport.ts'
import { announce, report } from '../../ui/report.ts'
import { focusCanvas, focusLabel, focusPane } from './focus.ts'
import { solveCommands } from './solve-commands.ts'

const openStandings = (): ReturnType<typeof standings> =>
  standings(useItem.getState().detail, useSolvers.getState().solvers)

const answerOf = (slot: number): ReturnType<typeof standings>[number] | undefined =>
  openStandings().find(({ solver, answer }) => answer !== undefined && solver.position === slot)

const reported = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    report(what, error)
  }
}

const step = (direction: 'next' | 'previous', unreviewed = false): void => {
  void reported('The next item could not be opened', async () => {
    const found = await (unreviewed ? stepItem(direction, 'unreviewed') : stepItem(direction))
    if (!found) announce(unreviewed ? 'No unreviewed item is left after this one.' : 'This is the end of the list.')
  })
}

/** Makes the newest answer of the solver in a slot the truth of the open item. */
export function takeAnswer(slot: number): void {
  const standing = answerOf(slot)
  if (standing?.answer) editor.useAnswer(standing.answer.points, standing.solver.name)
}

/** What every command of the window acts on, read anew at each use. */
export const commandContext: CommandContext = {
  editor,
  canvas: viewport,
  get view() {
    return useView.getState().view
  },
  get readOnly() {
    return useProject.getState().app?.project.readOnly !== undefined
  },
  get isUnreadable() {
    return isPictureUnreadable(useItem.getState().detail?.item.image.hash)
  },
  get answers() {
    const { hidden } = useSolvers.getState()
    return openStandings()
      .filter(({ answer }) => answer !== undefined)
      .map(({ solver }): AnswerChoice => ({ slot: solver.position, shown: !hidden.has(solver.id) }))
  },
  get labels() {
    return knownLabels()
  },
  get canSend() {
    const isOpen = useItem.getState().id !== undefined
    const asks = useInstruction.getState().draft.trim() !== ''
    if (commandContext.readOnly || commandContext.isUnreadable || useSending.getState().isBusy) return false
    return isOpen && asks && enabledSolverIds().length > 0
  },
  get canAccept() {
    return editor.getState().document.decision.targets.length > 0 || commandContext.answers.length > 0
  },

  send: () => {
    focusCanvas()
    void sendItem()
  },
  accept: () => {
    const { targets } = editor.getState().document.decision
    const [first] = commandContext.answers
    if (targets.length === 0 && first) takeAnswer(first.slot)
    editor.decide('reviewed')
  },
  acceptAndNext: () => {
    commandContext.accept()
    step('next')
  },
  next: () => {
    step('next')
  },
  previous: () => {
    step('previous')
  },
  nextUnreviewed: () => {
    step('next', true)
  },
  useAnswer: takeAnswer,
  toggleAnswer: (slot) => {
    const standing = answerOf(slot)
    if (standing) toggleAnswers(standing.solver.id)
  },
  toggleAnswers: () => {
    const ids = openStandings().map(({ solver }) => solver.id)
    const areAllHidden = ids.every((id) => useSolvers.getState().hidden.has(id))
    useSolvers.setState({ hidden: new Set(areAllHidden ? [] : ids) })
  },
  focusSearch: () => {
    const search = document.querySelector<HTMLInputElement>('#queue-search')
    // In a narrow window there is no room for the field; the palette finds items too.
    if (!search?.checkVisibility()) return spotlight.open()
    search.focus()
    search.select()
  },
  focusLabel,
  focusPane,
  openPalette: () => {
    spotlight.open()
  },
  openShortcuts: () => {
    openDialog({ kind: 'shortcuts' })
  },
  openImages: (from) => {
    void importPicked(from)
  },
  openExport: () => {
    openDialog({ kind: 'export' })
  },
  show: showView,
}

const sendUnsolvedCommand: Command = {
  id: 'item.sendUnsolved',
  title: 'Send all unsolved',
  group: 'Decide',
  keys: ['Ctrl+Shift+Enter'],
  where: 'review',
  inFields: true,
  enabled: (context) =>
    !context.readOnly && (useProject.getState().counts?.total ?? 0) > 0 && enabledSolverIds().length > 0,
  run: () => {
    focusCanvas()
    void sendUnsolved()
  },
}

/** Every command of the window, in the order of the shortcut sheet. */
export const commands: readonly Command[] = [
  ...editorCommands.flatMap((command) => (command.id === 'item.send' ? [command, sendUnsolvedCommand] : [command])),
  ...solveCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

/** The command of an id. Throws where there is none: ids in views are written, not computed. */
export function commandOf(id: string): Command {
  const command = byId.get(id)
  if (!command) throw new Error(`There is no command ${id}.`)
  return command
}

/** Runs a command as a button or menu does. Does nothing where it is not enabled. */
export const run = (id: string): void => {
  runCommand(commandOf(id), commandContext)
}

const watched = [
  editor,
  useFeedback,
  useItem,
  usePlan,
  useRuns,
  useSolvers,
  useView,
  useProject,
  useInstruction,
  useSending,
  useQueue,
  usePictureTrouble,
]

/** Calls back whenever a command may have become possible or impossible. */
export function watch(onChange: () => void): () => void {
  const stops = watched.map((store) => store.subscribe(onChange))
  return () => {
    for (const stop of stops) stop()
  }
}

/** Whether a command can run now. */
export const useEnabled = (id: string): boolean =>
  useSyncExternalStore(watch, () => commandOf(id).enabled(commandContext))
