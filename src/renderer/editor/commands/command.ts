import type { CommandContext } from '../command-context.ts'

export type CommandGroup = 'Go through items' | 'Decide' | 'Points' | 'Tools' | 'Canvas' | 'Answers' | 'Solve' | 'App'

/**
 * Where a command's keys work: on the focused picture only, anywhere in the review view, or in every view.
 * Keys typed into a field are never taken, except by commands marked `inFields`.
 */
export type Where = 'canvas' | 'review' | 'everywhere'

/** One thing a reviewer can do: a row of the table that feeds toolbar, native menu, keyboard, palette and shortcut sheet. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: CommandGroup
  /** Each is a chord such as `Ctrl+Shift+Z`, or two chords one after the other such as `G S`. The first is the one shown. */
  readonly keys: readonly string[]
  readonly where: Where
  readonly inFields?: true
  /** Whether holding the key runs it again and again. */
  readonly repeats?: true
  enabled(context: CommandContext): boolean
  run(context: CommandContext): void
  /** Called when the key is let go, or at once where it was not a key: ends what `run` began. */
  release?(context: CommandContext): void
}

export const hasItem = ({ editor }: CommandContext): boolean => editor.getState().item !== undefined
/** Whether something may be decided about the item; for that its picture need not be on screen. */
export const canDecide = (context: CommandContext): boolean => hasItem(context) && !context.readOnly
export const canEdit = (context: CommandContext): boolean => canDecide(context) && !context.isUnreadable
export const hasTargets = ({ editor }: CommandContext): boolean =>
  editor.getState().document.decision.targets.length > 0
export const hasSelection = ({ editor }: CommandContext): boolean => editor.getState().document.selection.size > 0
export const always = (): boolean => true
