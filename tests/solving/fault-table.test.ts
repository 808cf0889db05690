import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import PQueue from 'p-queue'
import { expect, test } from 'vitest'
import { formats } from '../../src/core/formats/formats.ts'
import type { Task } from '../../src/core/task.ts'
import { createExportService } from '../../src/main/services/exports.ts'
import type { Deadlines } from '../../src/main/solvers/http.ts'
import { temporaryFolder } from '../store/support.ts'
import { connectionCases } from './faults/connection-cases.ts'
import type { End, FaultCase, World } from './faults/fault-case.ts'
import { isModel } from './faults/fault-case.ts'
import { answerCases, replyCases } from './faults/reply-cases.ts'
import { resultCases } from './faults/result-cases.ts'
import type { Site } from './faults/site.ts'
import { sites } from './faults/site.ts'
import { openOddService, says } from './odd-service.ts'
import type { QueueUnderTest } from './support.ts'
import { openQueue, openServer } from './support.ts'

/*
 * Every fault at every source, through the real queue and a real database: where the task ends, what was asked again, and that no
 * picture was sent twice to a source that may have taken it. Afterwards the key is looked for wherever it must not be.
 */
const AT_ONCE = 16
const patient = { connect: 20_000, headers: 20_000, idle: 20_000, total: 20_000, thinking: 20_000 }
/** For faults that only a deadline ends; the others get time enough, however busy the machine is. */
const soon = { connect: 20_000, headers: 700, idle: 700, total: 900, thinking: 900 }

/** What is known of a case when its task has ended. */
interface Result {
  readonly task: Task | undefined
  readonly hold: string | undefined
  readonly points: number | undefined
  readonly creates: number
  readonly results: number
  readonly paidTwice: number
}

async function run(queue: QueueUnderTest, site: Site, one: FaultCase, place: number, world: World): Promise<Result> {
  const { store, tasks, solvers } = queue
  const counts = { create: 0, result: 0 }
  const server = await openServer({
    key: world.key,
    // uCaptcha answers at once where it may; then there is no result to ask for.
    ready: one.at === 'result' ? 'later' : 'now',
    ...one.server,
    wire: ({ kind, count }) => {
      if (kind === 'create' || kind === 'result') counts[kind] = count
      return kind === one.at ? one.fault?.(site, count, world) : undefined
    },
  })
  const { solver } = await solvers['solvers.save']({
    solver: {
      name: one.name.slice(0, 80),
      profile: site.profile,
      baseUrl: server.url + site.path,
      enabled: true,
      options: site.options,
      concurrency: 1,
    },
  })
  await solvers['solvers.setKey']({ id: solver.id, key: world.key })
  const itemId = queue.itemIds[place] ?? ''
  await tasks['tasks.send']({ items: { ids: [itemId] }, solverIds: [solver.id], onlyUnsolved: false })
  const taskOf = () => store.tasks.ofItem(itemId).find(({ solverId }) => solverId === solver.id)
  const isOver = () => ['solved', 'failed', 'unconfirmed', 'cancelled'].includes(taskOf()?.status ?? '')
  await queue.until(() => isOver() || (tasks.holdOf(solver.id) !== undefined && taskOf()?.status !== 'submitting'))
  return {
    task: taskOf(),
    hold: tasks.holdOf(solver.id)?.code,
    points: store.answers.newestOf(itemId, solver.id)?.points.length,
    creates: counts.create,
    results: counts.result,
    paidTwice: server.tally().repeated,
  }
}

function check(name: string, end: End, { task, hold, points, creates, results, paidTwice }: Result): void {
  const code = task?.failure?.code ?? hold
  const found = { status: task?.status, code, points, creates, paidTwice }
  expect(found, name).toEqual({
    status: end.status,
    code:
      end.code === undefined
        ? undefined
        : end.code instanceof RegExp
          ? (expect.stringMatching(end.code) as string)
          : end.code,
    points: end.points,
    creates: end.creates ?? 1,
    paidTwice: 0,
  })
  if (end.results !== undefined) expect(results, name).toBeGreaterThanOrEqual(end.results)
}

/** Every file below a folder, as bytes. */
const filesBelow = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path))

/** Everything that leaves the project in every format, as bytes. */
async function exportAll(queue: QueueUnderTest): Promise<Buffer[]> {
  const exports = createExportService(queue.context, queue.jobs)
  const folder = temporaryFolder()
  const solverId = queue.itemIds.flatMap((id) => queue.store.answers.ofItem(id))[0]?.solverId
  if (solverId === undefined) return []
  for (const { id } of formats) {
    const { jobId } = await exports['exports.start']({
      request: {
        format: id,
        filter: {},
        points: { of: 'solver', solverId },
        images: 'none',
        overlays: false,
        container: 'folder',
        amongOthers: false,
        boxRadius: 10,
      },
      destination: join(folder, id),
    })
    expect(await queue.ended(jobId)).toMatchObject({ state: 'done' })
  }
  return filesBelow(folder)
}

/** Runs cases of a site in one project, checks where they end, and looks for the key. */
async function runAll(site: Site, cases: readonly FaultCase[], deadlines: Deadlines): Promise<void> {
  const key = `canary-${site.profile}-${'5f81c0de'.repeat(3)}`
  const other = await openOddService(() => says(site.answer(site.points)))
  const queue = await openQueue({
    baseUrl: 'http://127.0.0.1:1',
    count: cases.length,
    tuning: { deadlines, random: () => 0 },
  })
  const running = new PQueue({ concurrency: AT_ONCE })
  const world = { key, elsewhere: other.url }
  const ends = await Promise.all(cases.map((one, place) => running.add(() => run(queue, site, one, place, world))))
  for (const [place, one] of cases.entries()) {
    const result = ends[place]
    if (!result) throw new Error(`${one.name} was not run.`)
    check(`${site.profile}: ${one.name}`, typeof one.end === 'function' ? one.end(site) : one.end, result)
  }

  expect(other.seen).toEqual([])
  const shown = [
    queue.events,
    await queue.solvers['solvers.list']({}),
    await queue.solvers['solvers.stats']({}),
    await queue.solvers['solvers.exportProfiles']({}),
    queue.itemIds.map((id) => [queue.store.tasks.ofItem(id), queue.store.answers.ofItem(id)]),
  ]
  const places = {
    'the log': queue.logged.map((line) => Buffer.from(line)),
    'what the window was told': shown.map((value) => Buffer.from(JSON.stringify(value))),
    'the project folder': filesBelow(queue.store.folder),
    'an export': await exportAll(queue),
  }
  for (const [where, parts] of Object.entries(places)) {
    const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')]
    expect(
      forms.filter((form) => parts.some((bytes) => bytes.includes(form))),
      where,
    ).toEqual([])
  }
  expect(places['what the window was told'][0]?.length).toBeGreaterThan(1_000)
  expect(places['the project folder'].length).toBeGreaterThan(0)
}

for (const site of sites) {
  const cases = [...connectionCases, ...replyCases, ...answerCases(site), ...(isModel(site) ? [] : resultCases)]
  test(
    `${site.profile}: each of ${cases.length} faults ends as it must, and the key stays where it belongs`,
    { timeout: 120_000 },
    async () => {
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
      expect(cases.length).toBeGreaterThanOrEqual(60)
      await runAll(
        site,
        cases.filter(({ isSlow }) => !isSlow),
        patient,
      )
      await runAll(
        site,
        cases.filter(({ isSlow }) => isSlow),
        soon,
      )
    },
  )
}
