import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { root } from '../sources.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The JSON lines of stdout. */
  readonly events: readonly Record<string, unknown>[]
}

/** Environment of a person who keeps their data in `home`. */
const environmentOf = (home: string, more: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  npm_lifecycle_event: undefined,
  POINTCHECK_HOME: home,
  DISPLAY: '',
  WAYLAND_DISPLAY: '',
  ...more,
})

/** `npm` is what the README says; `node` is the same program without npm's half second. */
export type Through = 'node' | 'npm'

/** Starts a command from the checkout. Killed when the test ends, if it has not ended itself. */
function start(args: readonly string[], home: string, more: Record<string, string>, through: Through) {
  const [program, ...before] =
    through === 'npm' ? ['npm', 'run', '--silent', 'cli', '--'] : [process.execPath, join(root, 'bin/pointcheck.mjs')]
  const child = spawn(program ?? '', [...before, ...args], {
    cwd: root,
    env: environmentOf(home, more),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that nothing of it can be left behind.
    detached: true,
  })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
    })
  }
  const ended = once(child, 'close') as Promise<[number | null]>
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
  })
  return { child, written, ended }
}

/** Runs a command to its end. */
export async function runCli(
  args: readonly string[],
  home: string,
  more: Record<string, string> = {},
  through: Through = 'node',
): Promise<Ended> {
  const { written, ended } = start(args, home, more, through)
  const [code] = await ended
  const lines = args.includes('--json') ? written.stdout.split('\n').filter((line) => line !== '') : []
  return { code, ...written, events: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

/** Runs a command that listens, until its first line. `end` sends SIGTERM and resolves when it is gone. */
export async function listenCli(
  args: readonly string[],
  home: string,
  through: Through = 'node',
  more: Record<string, string> = {},
): Promise<{ first: Record<string, unknown>; pid: number; end: () => Promise<Ended & { ms: number }> }> {
  const { child, written, ended } = start(args, home, more, through)
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    ended.then(() => {
      throw new Error(`It ended before it listened: ${written.stderr}`)
    }),
  ])
  return {
    first: JSON.parse(first) as Record<string, unknown>,
    pid: child.pid ?? 0,
    end: async () => {
      const since = performance.now()
      child.kill('SIGTERM')
      const [code] = await ended
      return { code, ...written, events: [], ms: performance.now() - since }
    },
  }
}
