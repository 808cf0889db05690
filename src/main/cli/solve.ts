import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { ContractError } from '../../contract/rpc.ts'
import { FormatId, type Problem } from '../../contract/payloads.ts'
import { ProfileId, type Solver } from '../../core/solver.ts'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'
import { findSolver } from './find-solver.ts'
import { createOutput, type ExitCode, exitCode, type Output, WrongUsage } from '../host/output.ts'
import { type CommandApp, existingProject, withApp, withTemporaryApp } from './with-app.ts'

interface Wanted {
  readonly solver: string | undefined
  readonly service: { readonly url: string; readonly profile: ProfileId; readonly key: string } | undefined
  readonly unsolved: boolean
  readonly out: string | undefined
  readonly format: FormatId
  readonly overlays: boolean
}

/** The key of the service. It leaves the environment at once, so that no child process inherits it. */
function takeKey(): string {
  const key = process.env['POINTCHECK_KEY']
  delete process.env['POINTCHECK_KEY']
  if (!key) throw new WrongUsage('Set the key of the service in the environment variable POINTCHECK_KEY.')
  return key
}

/** The solver to ask: the named one, that of the given address (added where it is new), or the built-in shapes solver. */
async function chooseSolver({ client }: CommandApp, wanted: Wanted): Promise<Solver> {
  const known = await client['solvers.list']({})
  if (wanted.service) {
    const { url, profile, key } = wanted.service
    const baseUrl = url.replace(/\/+$/, '')
    const same = known.find(({ solver }) => solver.baseUrl === baseUrl && solver.profile === profile)
    const info =
      same ??
      (await client['solvers.save']({
        solver: { name: new URL(baseUrl).host, profile, baseUrl, enabled: true, options: {}, concurrency: 8 },
      }))
    await client['solvers.setKey']({ id: info.solver.id, key })
    return info.solver
  }
  if (wanted.solver !== undefined) return findSolver(known, wanted.solver)
  const shapes = known.find(({ solver }) => solver.builtIn === 'shapes')
  if (!shapes) throw new ContractError('no-solver', 'This project has no built-in solver. Name one with --solver.')
  return shapes.solver
}

/** Makes the folder and proves that it can be written, before anything is sent that costs money. */
function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
  accessSync(folder, constants.W_OK)
}

/** Sends every item, prints the answers, writes the labels. Returns what failed and how many were answered. */
async function solveAll(
  app: CommandApp,
  output: Output,
  wanted: Wanted,
): Promise<{ failed: Problem[]; solved: number }> {
  if (wanted.out !== undefined) prepareFolder(wanted.out)
  const solver = await chooseSolver(app, wanted)
  const { jobId, count } = await app.client['tasks.send']({
    items: {},
    solverIds: [solver.id],
    onlyUnsolved: wanted.unsolved,
  })
  output.event({ event: 'sent', solver: solver.name, count })
  const sent = await app.follow(jobId)
  // A run that stops as a whole, for a refused key or an empty balance, says why in its last words.
  // The job's words begin with the solver, and so does the line of a problem.
  const why = sent.job.message.replace(`${solver.name}: `, '')
  const stopped = sent.job.state === 'done' ? [] : [{ name: solver.name, reason: why, remedy: '' }]
  const problems = [...sent.problems, ...stopped]

  let solved = 0
  for await (const { id, name } of app.items({ answered: true })) {
    const { answers } = await app.client['items.get']({ id })
    const answer = answers.filter(({ solverId }) => solverId === solver.id).toSorted((a, b) => b.at - a.at)[0]
    if (!answer) continue
    solved += 1
    const { points, latencyMs, cost } = answer
    output.event({ event: 'answer', name, points, latencyMs, cost })
    const text = points.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' ')
    if (!output.json) output.say(`${name}: ${points.length === 0 ? 'nothing there' : text}`)
  }
  if (wanted.out === undefined || solved === 0) return { failed: problems, solved }

  const written = await app.client['exports.start']({
    request: {
      format: wanted.format,
      filter: { answered: true },
      points: { of: 'solver', solverId: solver.id },
      overlays: wanted.overlays,
      amongOthers: true,
    },
    destination: wanted.out,
  })
  const { job, problems: unwritten, notes } = await app.follow(written.jobId)
  if (job.state !== 'done') throw new ContractError('export-failed', job.message)
  for (const note of notes) output.note(note)
  output.event({ event: 'exported', out: wanted.out, format: wanted.format })
  output.say(`Labels written to ${wanted.out}`)
  return { failed: [...problems, ...unwritten], solved }
}

/** Whether a service has taken, or may have taken, any task of the project. */
async function mayBePaid({ client, items }: CommandApp): Promise<boolean> {
  for await (const { id } of items({})) {
    const { tasks } = await client['items.get']({ id })
    if (tasks.some(({ status, remoteId }) => remoteId || status === 'solved' || status === 'unconfirmed')) return true
  }
  return false
}

function finish(output: Output, failed: readonly Problem[], solved: number): ExitCode {
  output.problems(failed)
  output.event({ event: 'done', solved, failed: failed.length })
  if (failed.length > 0) output.note(`${failed.length} failed, ${solved} solved.`)
  if (failed.length === 0) return exitCode.done
  return solved > 0 ? exitCode.inPart : exitCode.failed
}

export const solveCommand = command({
  name: 'solve',
  description: 'Ask a solver where to click, for the given images or for a whole project',
  args: {
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
    unsolved: { type: 'boolean', description: 'With --project: only items that this solver has not answered' },
    solver: { type: 'string', description: 'Name of a solver of the project', valueHint: 'NAME' },
    'solver-url': {
      type: 'string',
      description: 'Base URL of a service; its key stands in POINTCHECK_KEY',
      valueHint: 'URL',
    },
    profile: { type: 'enum', options: ProfileId.options, default: 'ucaptcha', description: 'Protocol of that service' },
    key: { type: 'string', description: 'Refused: a command line is seen by others. Set POINTCHECK_KEY' },
  },
  run: async (args) => {
    if (args.key !== undefined) {
      throw new WrongUsage('A key on the command line is seen by every user of this machine. Set it in POINTCHECK_KEY.')
    }
    const url = args['solver-url']
    if (url !== undefined && !URL.canParse(url)) throw new WrongUsage(`--solver-url takes an address, not "${url}".`)
    const wanted: Wanted = {
      solver: args.solver,
      service: url === undefined ? undefined : { url, profile: ProfileId.parse(args.profile), key: takeKey() },
      unsolved: args.unsolved ?? false,
      out: args.out === undefined ? undefined : resolve(args.out),
      format: FormatId.parse(args.format),
      overlays: args.overlays ?? false,
    }
    const output = createOutput(args.json ?? false)

    if (args.project !== undefined) {
      if (args._.length > 0 || args.instruction !== undefined) {
        throw new WrongUsage('With --project its own items are solved. Add images to it with "pointcheck add".')
      }
      return withApp({ project: existingProject(args.project) }, output, async (app) => {
        const { failed, solved } = await solveAll(app, output, wanted)
        return finish(output, failed, solved)
      })
    }

    const { instruction } = args
    if (args._.length === 0) throw new WrongUsage('Name the images to solve, or a project with --project.')
    if (!instruction) throw new WrongUsage('Say what to click on with --instruction.')
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
      if (total === 0) return finish(output, imported.problems, 0)
      try {
        const { failed, solved } = await solveAll(app, output, wanted)
        return finish(output, [...imported.problems, ...failed], solved)
      } finally {
        wasAccepted = wanted.service !== undefined && (await mayBePaid(app))
      }
    }
    return withTemporaryApp(output, solveOnce, isWorthKeeping)
  },
})
