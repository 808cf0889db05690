import { stripVTControlCharacters } from 'node:util'
import { ContractError } from '../contract/rpc.ts'
import type { Command } from './cli/command.ts'
import { ownVersion } from './host/checkout.ts'
import { type ExitCode, exitCode, WrongUsage } from './host/output.ts'

/** Every command, loaded when it is asked for: none pays for another's imports. */
const commands: Record<string, { readonly what: string; load(): Promise<Command> }> = {
  serve: {
    what: 'Show the app in a browser on this machine',
    load: async () => (await import('./cli/serve.ts')).serveCommand,
  },
  add: { what: 'Add images to a project', load: async () => (await import('./cli/add.ts')).addCommand },
  solve: {
    what: 'Ask a solver where to click, for images or for a project',
    load: async () => (await import('./cli/solve/solve.ts')).solveCommand,
  },
  solvers: {
    what: 'List, add, test and remove the solvers of a project',
    load: async () => (await import('./cli/solvers.ts')).solversCommand,
  },
  'solver-server': {
    what: "Answer the services' protocol on loopback with the built-in solvers",
    load: async () => (await import('./cli/solver-server.ts')).solverServerCommand,
  },
  import: {
    what: 'Read answers from files as those of a solver of their own',
    load: async () => (await import('./cli/import.ts')).importCommand,
  },
  export: { what: 'Write labels of a project', load: async () => (await import('./cli/export.ts')).exportCommand },
  doctor: {
    what: 'Say whether everything that is needed is there',
    load: async () => (await import('./cli/doctor.ts')).doctorCommand,
  },
}

const overview = (): string =>
  [
    'Pointcheck: check, correct and collect the points that vision solvers return.',
    '',
    'USAGE pointcheck COMMAND [options]',
    '',
    ...Object.entries(commands).map(([name, { what }]) => `  ${name.padEnd(15)}${what}`),
    '',
    'Every command takes --help; --version says which Pointcheck this is. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done in part.',
    '',
  ].join('\n')

/** Runs one command line and returns its exit code; what went wrong is said on stderr, and on stdout with --json. */
async function run(argv: readonly string[]): Promise<ExitCode> {
  const [name, ...rawArgs] = argv
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(overview())
    return name === undefined ? exitCode.wrongUsage : exitCode.done
  }
  if (name === '--version') {
    process.stdout.write(`${ownVersion()}\n`)
    return exitCode.done
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) throw new WrongUsage(`There is no command "${name}".`)
  const command = await entry.load()
  const options = rawArgs.includes('--') ? rawArgs.slice(0, rawArgs.indexOf('--')) : rawArgs
  if (!options.includes('--help')) return command.run(rawArgs)
  const usage = await command.usage(options)
  process.stdout.write(`${process.stdout.isTTY ? usage : stripVTControlCharacters(usage)}\n`)
  return exitCode.done
}

function explain(error: unknown, argv: readonly string[]): ExitCode {
  const wrong = error instanceof WrongUsage || (error instanceof Error && error.name === 'CLIError')
  // The reader of arguments colours its messages, and a wrong argument may hold anything.
  const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  const code = wrong ? 'usage' : error instanceof ContractError ? error.code : 'internal'
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ event: 'error', code, message })}\n`)
  const hint = wrong ? ' Run "pointcheck --help", or a command with --help.' : ''
  process.stderr.write(`pointcheck: ${message}${hint}\n`)
  if (code === 'internal' && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`)
  return wrong ? exitCode.wrongUsage : exitCode.failed
}

// Whoever read the output has seen enough (`… | head`): what is being done goes on, unheard.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const argv = process.argv.slice(2)
process.exitCode = await run(argv).catch((error: unknown) => explain(error, argv))
