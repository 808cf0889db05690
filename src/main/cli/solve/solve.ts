import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ParsedArgs } from 'citty'
import { FormatId, type ItemFilter, type Problem } from '../../../contract/payloads.ts'
import { ReviewState } from '../../../core/item.ts'
import { isFree, ProfileId } from '../../../core/solver.ts'
import { createOutput, type ExitCode, exitCode, type Output, WrongUsage } from '../../host/output.ts'
import { amount, wholeNumber } from '../check-arguments.ts'
import { command } from '../command.ts'
import { commonArguments } from '../common-arguments.ts'
import { findKey, refuseKeyArgument } from '../key.ts'
import { readSolverOptions, solverOptionArguments } from '../solver-options.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { type CommandApp, existingProject, withApp, withTemporaryApp } from '../with-app.ts'
import type { GivenService } from './choose-solvers.ts'
import { type Solved, solveAll, type Wanted } from './solve-all.ts'

/** Whether a service has taken, or may have taken, any task of the project. */
async function mayBePaid({ client, items }: CommandApp): Promise<boolean> {
  for await (const { id } of items({})) {
    const { tasks } = await client['items.get']({ id })
    if (tasks.some(({ status, remoteId }) => remoteId || status === 'solved' || status === 'unconfirmed')) return true
  }
  return false
}

function finish(
  output: Output,
  failed: readonly Problem[],
  { solved, left, unconfirmed }: Omit<Solved, 'failed'>,
): ExitCode {
  output.problems(failed)
  output.event({ event: 'done', solved, failed: failed.length, left, unconfirmed })
  if (failed.length > 0) output.note(`${failed.length} failed, ${solved} solved.`)
  if (left > 0)
    output.note(
      `${left} tasks are left; the same command goes on with them, with a higher --budget where that is used up.`,
    )
  if (failed.length === 0 && left === 0 && unconfirmed === 0) return exitCode.done
  return solved > 0 ? exitCode.inPart : exitCode.failed
}

const networkProfiles = ProfileId.options.filter((profile) => !isFree({ profile }))

const solveArguments = {
  ...commonArguments,
  paths: { type: 'positional', required: false, description: 'Images and folders; none with --project' },
  instruction: { type: 'string', description: 'What to click on', valueHint: 'TEXT' },
  out: { type: 'string', description: 'Folder for the labels; other files in it stay', valueHint: 'DIR' },
  format: {
    type: 'enum',
    options: FormatId.options,
    default: 'image-coordinates',
    description: 'Format of the labels',
  },
  overlays: { type: 'boolean', description: 'Also draw the points onto a PNG per image' },
  unsolved: {
    type: 'boolean',
    default: true,
    description: 'With --project: only items that the solver has not answered',
    negativeDescription: 'With --project: answered items too; they are paid for again',
  },
  failed: { type: 'boolean', description: 'With --project: only items whose newest task failed' },
  state: { type: 'enum', options: ReviewState.options, description: 'With --project: only items in that state' },
  text: {
    type: 'string',
    description: 'With --project: only items with this in name or instruction',
    valueHint: 'TEXT',
  },
  solver: { type: 'string', description: 'Solvers of the project, by name', valueHint: 'NAME[,NAME]' },
  budget: { type: 'string', description: 'Stop sending when that much is spent', valueHint: 'USD' },
  'budget-each': { type: 'string', description: 'The same for each of several solvers', valueHint: 'USD' },
  concurrency: { type: 'string', description: 'Tasks at once, 1 to 64; stays set for the solver', valueHint: 'N' },
  'solver-url': {
    type: 'string',
    description: 'Base URL of a service or model; its key stands in POINTCHECK_KEY',
    valueHint: 'URL',
  },
  profile: { type: 'enum', options: networkProfiles, default: 'ucaptcha', description: 'Protocol of that service' },
  ...solverOptionArguments,
  key: { type: 'string', description: 'Refused: a command line is seen by others. Set POINTCHECK_KEY' },
} as const
type Arguments = ParsedArgs<typeof solveArguments>

async function readService(args: Arguments): Promise<GivenService | undefined> {
  const url = args['solver-url']
  const profile = ProfileId.parse(args.profile)
  const options = readSolverOptions(profile, args)
  if (url === undefined) {
    if (Object.keys(options).length > 0) throw new WrongUsage('Options of a solver go with --solver-url.')
    return undefined
  }
  if (!URL.canParse(url)) throw new WrongUsage(`--solver-url takes an address, not "${url}".`)
  return { url, profile, key: await findKey(profile), options }
}

const readFilter = ({ state, text, failed }: Arguments): ItemFilter => ({
  ...(state !== undefined && { state: ReviewState.parse(state) }),
  ...(text !== undefined && { text }),
  ...(failed === true && { failed: true }),
})

/** Solves what a project holds; what an interruption leaves goes on with the next command. */
async function solveProject(args: Arguments, output: Output, wanted: Wanted): Promise<ExitCode> {
  if (args._.length > 0 || args.instruction !== undefined) {
    throw new WrongUsage('With --project its own items are solved. Add images to it with "pointcheck add".')
  }
  return withApp({ project: existingProject(args.project), keys: 'used' }, output, async (app) => {
    const done = await untilInterrupted(solveAll(app, output, wanted))
    if (done !== undefined) return finish(output, done.failed, done)
    output.event({ event: 'interrupted' })
    output.note('Interrupted. What was sent is kept; the same command goes on with the rest.')
    return exitCode.inPart
  })
}

/** Solves images in a project that is gone afterwards, unless something that may have been paid would go with it. */
async function solveImages(args: Arguments, output: Output, wanted: Wanted): Promise<ExitCode> {
  const { instruction } = args
  if (args._.length === 0) throw new WrongUsage('Name the images to solve, or a project with --project.')
  if (!instruction) throw new WrongUsage('Say what to click on with --instruction.')
  if (Object.keys(wanted.filter).length > 0) throw new WrongUsage('--state, --text and --failed go with --project.')
  const paths = args._.map((path) => resolve(path))
  for (const path of paths) if (!existsSync(path)) throw new WrongUsage(`There is no ${path}.`)
  // What a service was paid for is not thrown away where something went wrong.
  let wasAccepted = false
  const isWorthKeeping = (code: ExitCode | undefined) => wasAccepted && code !== exitCode.done
  const solveOnce = async (app: CommandApp) => {
    const { jobId } = await app.client['imports.paths']({ paths, instruction })
    const imported = await app.follow(jobId)
    for (const note of imported.notes) output.note(note)
    const { total } = await app.client['items.counts']({})
    if (total === 0) return finish(output, imported.problems, { solved: 0, left: 0, unconfirmed: 0 })
    try {
      const done = await untilInterrupted(solveAll(app, output, wanted))
      if (done !== undefined) return finish(output, [...imported.problems, ...done.failed], done)
      output.event({ event: 'interrupted' })
      return exitCode.failed
    } finally {
      wasAccepted = wanted.service !== undefined && (await mayBePaid(app))
    }
  }
  return withTemporaryApp(output, solveOnce, isWorthKeeping)
}

export const solveCommand = command({
  name: 'solve',
  description: 'Ask solvers where to click, for the given images or for a whole project',
  args: solveArguments,
  run: async (args) => {
    refuseKeyArgument(args.key)
    const wanted: Wanted = {
      solvers: (args.solver ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      service: await readService(args),
      filter: readFilter(args),
      unsolved: args.unsolved,
      budget: args.budget === undefined ? undefined : amount('budget', args.budget),
      budgetEach: args['budget-each'] === undefined ? undefined : amount('budget-each', args['budget-each']),
      concurrency: args.concurrency === undefined ? undefined : wholeNumber('concurrency', args.concurrency, 1, 64),
      out: args.out === undefined ? undefined : resolve(args.out),
      format: FormatId.parse(args.format),
      overlays: args.overlays ?? false,
    }
    const output = createOutput(args.json ?? false)
    return args.project === undefined ? solveImages(args, output, wanted) : solveProject(args, output, wanted)
  },
})
