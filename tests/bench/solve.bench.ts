/*
 * 10,000 items of 100 kB through the whole app (queue, every step on disk with FULL sync, events) against a bare loop of built-in
 * fetch, both with a service in another process that answers at once: node tests/bench/solve.bench.ts [ITEMS]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppEvent } from '../../src/contract/contract.ts'
import { Settings } from '../../src/contract/payloads.ts'
import { openProject } from '../../src/main/app/open-project.ts'
import { createSessionVault } from '../../src/main/host/session-vault.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { createProject } from '../../src/main/store/project-folder.ts'
import { bareLoop } from './solve/bare.ts'
import { fillProject } from './solve/pictures.ts'
import type { Turns } from './solve/turns.ts'
import { watchTurns } from './solve/turns.ts'

/** Goals of performance.md: share of the bare loop's speed; and of the design: the longest turn, milliseconds. */
const SHARE = 0.5
const LONGEST_TURN = 100
const LANES = 64
const ITEMS = Number(process.argv[2] ?? 10_000)

const words = ({ longest, most, longestOwn, processor }: Turns): string =>
  `longest turn ${longest.toFixed(0)} ms, 99 % under ${most.toFixed(0)} ms, longest by processor time ${longestOwn.toFixed(0)} ms; ${(processor / ITEMS).toFixed(2)} ms of processor time a task`
const megabytes = () => Math.round(process.memoryUsage.rss() / 2 ** 20)

const root = mkdtempSync(join(tmpdir(), 'pointcheck-bench-'))
const service = fork(join(import.meta.dirname, 'solve', 'server.ts'))
try {
  const [{ port }] = (await once(service, 'message')) as [{ port: number }]
  const origin = `http://127.0.0.1:${port}`
  const folder = join(root, 'Solve.pointcheck')
  createProject(folder)

  const events = new Map<string, number[]>()
  let watch: ((event: AppEvent) => void) | undefined
  const project = openProject(folder, {
    spawnDecoder: spawnNodeDecoder,
    keys: createSessionVault(),
    emit: (event) => {
      const { name } = event
      const times = events.get(name) ?? []
      times.push(performance.now())
      events.set(name, times)
      watch?.(event)
    },
    settings: () => Settings.parse({}),
    log: (level, message, error) => {
      if (level !== 'info') console.error(level, message, error)
    },
  })
  const { store } = project.context
  const paths = await fillProject(store, ITEMS)
  const { solver } = await project.handlers['solvers.save']({
    solver: {
      name: 'Service',
      profile: 'ucaptcha',
      baseUrl: origin,
      enabled: true,
      options: {},
      concurrency: LANES,
    },
  })
  await project.handlers['solvers.setKey']({ id: solver.id, key: 'bench-key' })

  await bareLoop(paths.slice(0, 500), origin, LANES)
  // What the same machine does to a loop that does nothing else is the floor of the longest turn.
  const endOfBare = watchTurns()
  const bareBefore = await bareLoop(paths, origin, LANES)
  const bareTurns = endOfBare()

  const memory: Record<number, number> = {}
  const allDone = new Promise<void>((resolve) => {
    watch = ({ name, payload }) => {
      if (name === 'run.ended') resolve()
      if (name !== 'run.changed') return
      const { solved } = payload.counts
      for (const share of [10, 50]) if (solved * 100 >= ITEMS * share) memory[share] ??= megabytes()
    }
  })
  const endOfTurns = watchTurns()
  const began = performance.now()
  await project.handlers['tasks.send']({ items: {}, solverIds: [solver.id], onlyUnsolved: false })
  const storedAfter = (performance.now() - began) / 1_000
  await allDone
  const seconds = (performance.now() - began) / 1_000
  const turns = endOfTurns()
  memory[100] = megabytes()
  const solved = store.solverStats.of(solver.id, 0).answers
  if (solved !== ITEMS) throw new Error(`Only ${solved} of ${ITEMS} were solved.`)

  const bareAfter = await bareLoop(paths, origin, LANES)
  const bare = (bareBefore + bareAfter) / 2
  const ours = ITEMS / seconds
  console.log(
    `solve, ${ITEMS} × 100 kB, ${LANES} lanes: ${ours.toFixed(0)} tasks/s, bare fetch ${bare.toFixed(0)} (${bareBefore.toFixed(0)} before, ${bareAfter.toFixed(0)} after), share ${(ours / bare).toFixed(2)} (goal ≥ ${SHARE})`,
  )
  console.log(`stored after ${storedAfter.toFixed(1)} s, all solved after ${seconds.toFixed(1)} s`)
  console.log(`memory at 10 / 50 / 100 %: ${memory[10]} / ${memory[50]} / ${memory[100]} MB`)
  console.log(`main process (goal: no turn over ${LONGEST_TURN} ms): ${words(turns)}`)
  console.log(`bare loop: ${words(bareTurns)}`)
  for (const [name, times] of events) {
    const within = times.filter((time) => time >= began && time <= began + seconds * 1_000).length
    console.log(`events ${name}: ${(within / seconds).toFixed(1)} a second`)
  }
  await project.close()
} finally {
  service.disconnect()
  rmSync(root, { recursive: true, force: true })
}
