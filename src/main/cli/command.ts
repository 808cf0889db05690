import { type ArgsDef, type ParsedArgs, defineCommand, renderUsage, runCommand } from 'citty'
import type { ExitCode } from '../host/output.ts'
import { checkArguments } from './check-arguments.ts'

/** One command of the terminal door, whatever its options are. */
export interface Command {
  /** The text of --help. */
  usage(): Promise<string>
  /** Throws WrongUsage for a wrong command line, before anything is done. */
  run(rawArgs: readonly string[]): Promise<ExitCode>
}

/** A command from its name, its options and what it does. */
export function command<const Options extends ArgsDef>(definition: {
  readonly name: string
  readonly description: string
  readonly args: Options
  run(args: ParsedArgs<Options>): Promise<ExitCode>
}): Command {
  let exitCode: ExitCode | undefined
  const cittyCommand = defineCommand({
    meta: { name: definition.name, description: definition.description },
    args: definition.args,
    run: async ({ args }) => {
      exitCode = await definition.run(args)
    },
  })
  return {
    usage: async () => renderUsage(cittyCommand, defineCommand({ meta: { name: 'pointcheck' } })),
    run: async (rawArgs) => {
      checkArguments(rawArgs, definition.args)
      await runCommand(cittyCommand, { rawArgs: [...rawArgs] })
      if (exitCode === undefined) throw new Error(`The command ${definition.name} ended without an exit code.`)
      return exitCode
    },
  }
}
