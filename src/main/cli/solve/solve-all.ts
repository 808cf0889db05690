import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FormatId, ItemFilter, Problem } from '../../../contract/payloads.ts'
import { ContractError } from '../../../contract/rpc.ts'
import type { Solver } from '../../../core/solver.ts'
import type { Output } from '../../host/output.ts'
import type { CommandApp } from '../with-app.ts'
import { chooseSolvers, type GivenService } from './choose-solvers.ts'

export interface Wanted {
  /** Names of solvers of the project; none: the built-in shapes solver, or the service. */
  readonly solvers: readonly string[]
  readonly service: GivenService | undefined
  readonly filter: ItemFilter
  readonly unsolved: boolean
  /** USD. */
  readonly budget: number | undefined
  readonly budgetEach: number | undefined
  readonly concurrency: number | undefined
  readonly out: string | undefined
  readonly format: FormatId
  readonly overlays: boolean
}

/** What came of it. `left`: tasks that are stored and not over; `unconfirmed`: those that wait for a person. */
export interface Solved {
  readonly failed: readonly Problem[]
  readonly solved: number
  readonly left: number
  readonly unconfirmed: number
}

/** Makes the folder and proves that it can be written, before anything is sent that costs money. */
function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
  accessSync(folder, constants.W_OK)
}

/** Runs that were left by an earlier command go on by themselves when the project is opened: the ids of their jobs. */
async function goingOn({ client }: CommandApp): Promise<string[]> {
  const jobs = await client['jobs.list']({})
  return jobs.filter(({ kind, state }) => kind === 'solve' && state === 'running').map(({ id }) => id)
}

/** Runs of these solvers whose budget is used up go on where more is allowed now. */
async function allowMore(
  { client }: CommandApp,
  { budget, budgetEach }: Wanted,
  solvers: readonly Solver[],
): Promise<void> {
  if (budget === undefined && budgetEach === undefined) return
  const ids = new Set(solvers.map(({ id }) => id))
  for (const { id, state, lanes } of await client['runs.list']({})) {
    if (state !== 'running') continue
    if (!lanes.some((lane) => lane.state === 'over-budget' && ids.has(lane.solverId))) continue
    await client['runs.resume']({
      id,
      ...(budget !== undefined && { budget }),
      ...(budgetEach !== undefined && { solverBudget: budgetEach }),
    })
  }
}

/** How many tasks of these solvers wait in other runs whose budget is used up: they are not sent anew. */
async function heldBack({ client }: CommandApp, solvers: readonly Solver[], runId: string): Promise<number> {
  const ids = new Set(solvers.map(({ id }) => id))
  const runs = (await client['runs.list']({})).filter(({ id, state }) => id !== runId && state === 'running')
  return runs
    .flatMap(({ lanes }) => lanes)
    .filter((lane) => lane.state === 'over-budget' && ids.has(lane.solverId))
    .reduce((sum, { counts }) => sum + counts.queued, 0)
}

/** Sends every item of the filter and waits until all tasks are over, those of earlier commands too; problems of all of them. */
async function send(app: CommandApp, output: Output, wanted: Wanted, solvers: readonly Solver[]) {
  await allowMore(app, wanted, solvers)
  const { jobId, runId, count } = await app.client['tasks.send']({
    items: wanted.filter,
    solverIds: solvers.map(({ id }) => id),
    onlyUnsolved: wanted.unsolved,
    ...(wanted.budget !== undefined && { budget: wanted.budget }),
    ...(wanted.budgetEach !== undefined && { solverBudget: wanted.budgetEach }),
  })
  output.event({ event: 'sent', run: runId, solvers: solvers.map(({ name }) => name), count })
  const earlier = (await goingOn(app)).filter((id) => id !== jobId)
  if (earlier.length > 0) output.note('Going on with what an earlier command left.')
  const problems: Problem[] = []
  for (const id of [...earlier, jobId]) {
    const { job, problems: listed } = await app.follow(id)
    problems.push(...listed)
    // A run that stops as a whole, for a refused key, an empty balance or a used-up budget, says why in its last words.
    if (job.state === 'done') continue
    output.event({ event: 'stopped', reason: job.message })
    output.note(job.message)
  }
  const { spent, counts } = await app.client['runs.get']({ id: runId })
  const parked = await heldBack(app, solvers, runId)
  if (parked > 0) {
    output.note(
      `${parked} tasks of earlier runs wait since their budget is used up; a higher --budget lets them go on.`,
    )
  }
  return { problems, spent, left: counts.queued + counts.submitting + counts.waiting + parked }
}

/** Tasks of these solvers whose reply was lost, also in earlier commands: what is known of each is said, and a person decides. */
async function listUnconfirmed({ client }: CommandApp, output: Output, solvers: readonly Solver[]): Promise<number> {
  const names = new Map(solvers.map(({ id, name }) => [id, name]))
  const unconfirmed = (await client['runs.unconfirmed']({})).filter(({ solverId }) => names.has(solverId))
  for (const { taskId, name, solverId, known, likely } of unconfirmed) {
    const solver = names.get(solverId) ?? ''
    output.event({ event: 'unconfirmed', task: taskId, name, solver, known, likely })
    output.note(`${name} (${solver}): the request left and its reply was lost. ${known}.`)
  }
  if (unconfirmed.length > 0) {
    output.note(
      `${unconfirmed.length} unconfirmed, which may have been paid. Decide in the Solve view what becomes of them.`,
    )
  }
  return unconfirmed.length
}

/** Prints the newest answer of each solver to each item and says how many items were answered. */
async function printAnswers(
  app: CommandApp,
  output: Output,
  wanted: Wanted,
  solvers: readonly Solver[],
): Promise<number> {
  let solved = 0
  for await (const { id, name } of app.items({ ...wanted.filter, answered: true })) {
    const { answers } = await app.client['items.get']({ id })
    const newest = solvers.flatMap((solver) => {
      const answer = answers.filter(({ solverId }) => solverId === solver.id).toSorted((a, b) => b.at - a.at)[0]
      return answer ? [{ solver, answer }] : []
    })
    if (newest.length > 0) solved += 1
    for (const { solver, answer } of newest) {
      const { points, latencyMs, cost } = answer
      output.event({ event: 'answer', name, solver: solver.name, points, latencyMs, cost })
      const text = points.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' ')
      const by = solvers.length > 1 ? ` (${solver.name})` : ''
      if (!output.json) output.say(`${name}${by}: ${points.length === 0 ? 'nothing there' : text}`)
    }
  }
  return solved
}

/** Writes the labels of each solver; of several, each into a folder of its own. Returns what could not be written. */
async function writeLabels(
  app: CommandApp,
  output: Output,
  { out, filter, format, overlays }: Wanted & { readonly out: string },
  solvers: readonly Solver[],
): Promise<Problem[]> {
  const unwritten: Problem[] = []
  for (const { id, name } of solvers) {
    const destination = solvers.length === 1 ? out : join(out, folderName(name))
    prepareFolder(destination)
    const { jobId } = await app.client['exports.start']({
      request: {
        format,
        filter: { ...filter, answered: true },
        points: { of: 'solver', solverId: id },
        overlays,
        amongOthers: true,
      },
      destination,
    })
    const { job, problems, notes } = await app.follow(jobId)
    if (job.state !== 'done') throw new ContractError('export-failed', job.message)
    for (const note of notes) output.note(note)
    unwritten.push(...problems)
    output.event({ event: 'exported', out: destination, format })
    output.say(`Labels written to ${destination}`)
  }
  return unwritten
}

/** A solver's name as that of a folder on every platform. */
const folderName = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '') || 'solver'

/** Sends every item, prints the answers, writes the labels. */
export async function solveAll(app: CommandApp, output: Output, wanted: Wanted): Promise<Solved> {
  const { out } = wanted
  if (out !== undefined) prepareFolder(out)
  const solvers = await chooseSolvers(app, { ...wanted, names: wanted.solvers })
  const { problems, spent, left } = await send(app, output, wanted, solvers)
  if (spent > 0) {
    output.event({ event: 'spent', usd: spent })
    output.say(`Spent: $${spent.toFixed(4)}`)
  }
  const solved = await printAnswers(app, output, wanted, solvers)
  const unconfirmed = await listUnconfirmed(app, output, solvers)
  const unwritten = out === undefined || solved === 0 ? [] : await writeLabels(app, output, { ...wanted, out }, solvers)
  return { failed: [...problems, ...unwritten], solved, left, unconfirmed }
}
