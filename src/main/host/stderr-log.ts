import { inspect } from 'node:util'
import type { Log } from '../services/context.ts'

/** Writes to the terminal's error stream, so that what scripts read on the other one stays clean. */
export function createStderrLog(least: 'info' | 'warn' | 'error' = 'warn'): Log {
  const levels = ['info', 'warn', 'error'] as const
  return (level, message, error) => {
    if (levels.indexOf(level) < levels.indexOf(least)) return
    const cause =
      error === undefined ? '' : `: ${error instanceof Error ? (error.stack ?? error.message) : inspect(error)}`
    process.stderr.write(`pointcheck: ${level}: ${message}${cause}\n`)
  }
}
