/* Markers on the canvas: ours, the picture alone (the floor) and react-konva with a node a marker (the peer), in one run. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { chromium } from 'playwright-core'
import type { InlineConfig } from 'vite'
import { build, preview } from 'vite'
import type { Measured } from './canvas/page.ts'

/** Frames as fast as they can be drawn, in software as on a machine without a GPU. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
]
const ROUNDS = 3
/** A tick of /proc, ms. */
const TICK = 10

type Phase = 'pan' | 'pan4' | 'zoom' | 'drag'
/** Milliseconds: until the first picture, of a hit test, and of a frame by the clock and by the processor. */
interface Times {
  readonly first: number
  readonly hit: number
  readonly clock: Record<Phase, number>
  readonly work: Record<Phase, number>
}

const outDir = mkdtempSync(join(tmpdir(), 'pointcheck-bench-'))
const page = {
  root: join(import.meta.dirname, 'canvas'),
  configFile: false,
  logLevel: 'error',
  plugins: [react()],
} satisfies InlineConfig
await build({ ...page, build: { outDir, emptyOutDir: true, target: 'esnext' } })
const server = await preview({ ...page, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
const chromiumServer = await chromium.launchServer({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: FLAGS,
})
const browser = await chromium.connect(chromiumServer.wsEndpoint())

/** Processor time of the browser and all its processes so far, ms: what else runs on the machine does not change it. */
function work(): number {
  const parents = new Map<number, { parent: number; ticks: number }>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = statOf(pid)
    if (stat) parents.set(Number(pid), stat)
  }
  const isOurs = (pid: number): boolean =>
    pid === chromiumServer.process().pid || (parents.has(pid) && isOurs(parents.get(pid)?.parent ?? 0))
  return [...parents].reduce((sum, [pid, { ticks }]) => (isOurs(pid) ? sum + ticks * TICK : sum), 0)
}

/** Parent and processor ticks, or nothing where the process is gone meanwhile. */
function statOf(pid: string): { parent: number; ticks: number } | undefined {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return undefined
  try {
    const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined
    throw error
  }
}

/** One page load: mounts and goes through the phases. */
async function once(maker: 'ours' | 'peer', count: number): Promise<Times> {
  const tab = await browser.newPage({ viewport: { width: 1_280, height: 800 } })
  await tab.goto(server.resolvedUrls?.local[0] ?? '')
  await tab.waitForFunction('window.bench')
  const first = await tab.evaluate(`bench.mount('${maker}', ${count})`)
  const clock = { pan: 0, pan4: 0, zoom: 0, drag: 0 }
  const worked = { pan: 0, pan4: 0, zoom: 0, drag: 0 }
  const calls: Record<Phase, string> = { pan: 'pan(1)', pan4: 'pan(4)', zoom: 'zoom()', drag: 'drag()' }
  for (const phase of ['pan', 'pan4', 'zoom', 'drag'] as const) {
    if (phase === 'drag' && count === 0) continue
    const before = work()
    const { frame, frames } = (await tab.evaluate(`bench.${calls[phase]}`)) as Measured
    clock[phase] = frame
    worked[phase] = (work() - before) / frames
  }
  const hit = count === 0 ? 0 : await tab.evaluate('bench.hit()')
  await tab.close()
  return { first: first as number, hit: hit as number, clock, work: worked }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

async function measure(maker: 'ours' | 'peer', count: number, rounds = ROUNDS): Promise<Times> {
  const all: Times[] = []
  for (let round = 0; round < rounds; round += 1) all.push(await once(maker, count))
  const phases = (of: (times: Times) => Record<Phase, number>): Record<Phase, number> => ({
    pan: median(all.map((one) => of(one).pan)),
    pan4: median(all.map((one) => of(one).pan4)),
    zoom: median(all.map((one) => of(one).zoom)),
    drag: median(all.map((one) => of(one).drag)),
  })
  const times = {
    first: median(all.map((one) => one.first)),
    hit: median(all.map((one) => one.hit)),
    clock: phases((one) => one.clock),
    work: phases((one) => one.work),
  }
  const cells = (['pan', 'pan4', 'zoom', 'drag'] as const).map(
    (phase) => `${phase} ${times.clock[phase].toFixed(1)} (${times.work[phase].toFixed(1)})`,
  )
  console.log(
    `${maker} ${count}`.padEnd(12),
    `first ${times.first.toFixed(0)}`,
    ...cells,
    `hit ${times.hit.toFixed(4)}`,
  )
  return times
}

let missed = 0
function judge(what: string, ratio: number, goal: number, atLeast = false): void {
  const met = atLeast ? ratio >= goal : ratio <= goal
  if (!met) missed += 1
  console.log(`${met ? 'met   ' : 'MISSED'} ${what}: ${ratio.toFixed(2)} × (goal ${atLeast ? '≥' : '≤'} ${goal} ×)`)
}

try {
  console.log('ms a frame by the clock, and in brackets of the processor, by which the ratios are judged')
  const floor = await measure('ours', 0)
  const few = await measure('ours', 100)
  const many = await measure('ours', 10_000)
  const most = await measure('ours', 100_000)
  const peer = await measure('peer', 10_000, 1)
  judge('pan 10,000, whole image visible, against the picture alone', many.work.pan / floor.work.pan, 2)
  judge('pan 10,000 against a node a marker: faster by', peer.work.pan / many.work.pan, 20, true)
  judge('drag one of 10,000 against one of 100', many.work.drag / few.work.drag, 2)
  judge('drag one of 100,000 against one of 100', most.work.drag / few.work.drag, 2)
} finally {
  await browser.close()
  await chromiumServer.close()
  await server.close()
  rmSync(outDir, { recursive: true })
}
if (missed > 0) process.exitCode = 1
