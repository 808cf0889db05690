import type { CommandContext } from './command-context.ts'
import { answerCommands } from './commands/answer-commands.ts'
import { appCommands } from './commands/app-commands.ts'
import { canvasCommands, toolCommands } from './commands/canvas-commands.ts'
import type { Command } from './commands/command.ts'
import { itemCommands } from './commands/item-commands.ts'
import { pointCommands } from './commands/point-commands.ts'

export type { Command, CommandGroup } from './commands/command.ts'

/** Every command, in the order of the shortcut sheet. */
export const commands: readonly Command[] = [
  ...itemCommands,
  ...answerCommands,
  ...pointCommands,
  ...toolCommands,
  ...canvasCommands,
  ...appCommands,
]

/** Runs a command from a button, a menu or the palette. Does nothing where it is not enabled. */
export function runCommand(command: Command, context: CommandContext): void {
  if (!command.enabled(context)) return
  command.run(context)
  command.release?.(context)
}
