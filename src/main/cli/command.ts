import { type ArgsDef, type ParsedArgs, defineCommand, renderUsage, runCommand } from 'citty'
import { type ExitCode, WrongUsage } from '../host/output.ts'
import { checkArguments } from './check-arguments.ts'

/** One command of the terminal door, whatever its options are. */
export interface Command {
  /** The text of --help, for the command line at hand. */
  usage(rawArgs: readonly string[]): Promise<string>
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

/** A command that is a group of others: the first word says which, and without one it is `fallback`. */
export function commandGroup(
  name: string,
  commands: Readonly<Record<string, () => Promise<Command>>>,
  fallback: string,
): Command {
  const choose = async (rawArgs: readonly string[]): Promise<{ command: Command; rest: readonly string[] }> => {
    const [first, ...rest] = rawArgs
    const isNamed = first !== undefined && !first.startsWith('-')
    const load = commands[isNamed ? first : fallback]
    if (!load || (isNamed && !Object.hasOwn(commands, first))) {
      throw new WrongUsage(`"${name}" has no "${first ?? ''}": it takes ${Object.keys(commands).join(', ')}.`)
    }
    return { command: await load(), rest: isNamed ? rest : rawArgs }
  }
  return {
    usage: async (rawArgs) => {
      const { command: chosen, rest } = await choose(rawArgs)
      const usage = await chosen.usage(rest)
      return rest.length < rawArgs.length
        ? usage
        : `${usage}\n\nFurther: ${Object.keys(commands)
            .filter((word) => word !== fallback)
            .map((word) => `pointcheck ${name} ${word}`)
            .join(', ')}; each takes --help.`
    },
    run: async (rawArgs) => {
      const { command: chosen, rest } = await choose(rawArgs)
      return chosen.run(rest)
    },
  }
}
