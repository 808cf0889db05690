/* `npm test`: finds or installs a Chromium, builds, runs every test, and closes with the totals. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../src/main/host/chromium.ts'
import { run, runNode } from './run.ts'

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

/** A Chromium, Debian's fetched first where this is root; undefined where a person has to install one. */
async function ensureChromium(): Promise<string | undefined> {
  const found = findChromium()
  if (found !== undefined || process.env['CHROMIUM_PATH']) return found
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log('Installing Chromium for the browser tests…')
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], environment)
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], environment)
  return findChromium()
}

async function main(): Promise<number> {
  const chromium = await ensureChromium()
  if (chromium === undefined) {
    console.error('The browser tests need Chromium. Run "sudo apt-get install chromium", or set CHROMIUM_PATH to one.')
    return 1
  }
  const built = await runNode('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  if (built !== 0) return built

  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-report-'))
  const file = join(folder, 'report.json')
  try {
    const code = await runNode(
      'node_modules/vitest/vitest.mjs',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...process.argv.slice(3)],
      { CHROMIUM_PATH: chromium },
    )
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    // A file that could not be loaded, or an error outside every test, fails the run without failing a test.
    const failed = Math.max(report.numFailedTests, code === 0 ? 0 : 1)
    console.log(
      `${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests + report.numTodoTests} skipped`,
    )
    return code
  } finally {
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = await main()
