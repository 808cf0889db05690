import type { Job, Problem } from '../../contract/payloads.ts'

/** What a command ends with. */
export const exitCode = { done: 0, failed: 1, wrongUsage: 2, inPart: 3 } as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

/** The command line was wrong: what, and how to put it right. Ends with `exitCode.wrongUsage`. */
export class WrongUsage extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongUsage'
  }
}

/** Where a command writes: results for people and scripts, progress for people only. */
export interface Output {
  readonly json: boolean
  /** One line of JSON on stdout with `--json`; nothing without. */
  readonly event: (event: { readonly event: string; readonly [key: string]: unknown }) => void
  /** Text for people: stdout, or stderr with `--json`. */
  readonly say: (text: string) => void
  /** Something to know besides the result: always stderr. */
  readonly note: (text: string) => void
  /** Redraws one line on stderr, on a terminal only. */
  readonly progress: (job: Job) => void
  /** A list of what did not work, for both. */
  readonly problems: (problems: readonly Problem[]) => void
}

const BAR = 24

/** One line of progress: bar, counts, rate, time left. */
export function progressLine(job: Pick<Job, 'done' | 'total' | 'rate' | 'etaMs' | 'message'>): string {
  const share = job.total === 0 ? 0 : Math.min(1, job.done / job.total)
  const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░')
  const rate = job.rate > 0 ? `, ${job.rate.toFixed(1)}/s` : ''
  const left = job.etaMs === undefined ? '' : `, ${Math.ceil(job.etaMs / 1_000)} s left`
  return `${bar} ${job.done}/${job.total}${rate}${left}  ${job.message}`
}

/** Control characters of names and services would move the terminal's cursor. */
const printable = (text: string): string =>
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  text.replaceAll('\r\n', '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD')

/** Speaks on `stdout` in words, or with `json` in one object a line, words then going to `stderr`; progress is drawn on a terminal only. */
export function createOutput(
  json: boolean,
  stdout: { write(text: string): unknown } = process.stdout,
  stderr: { write(text: string): unknown; isTTY?: boolean } = process.stderr,
): Output {
  const people = json ? stderr : stdout
  let drawn = false
  const clear = (): void => {
    if (drawn) stderr.write('\r\u001B[K')
    drawn = false
  }
  const write = (stream: { write(text: string): unknown }, text: string): void => {
    clear()
    stream.write(`${printable(text)}\n`)
  }
  return {
    json,
    event: (event) => {
      if (json) write(stdout, JSON.stringify(event))
    },
    say: (text) => {
      write(people, text)
    },
    note: (text) => {
      write(stderr, text)
    },
    progress: (job) => {
      if (!stderr.isTTY) return
      stderr.write(`\r\u001B[K${printable(progressLine(job))}`)
      drawn = true
    },
    problems: (problems) => {
      for (const { name, reason, remedy } of problems) {
        if (json) write(stdout, JSON.stringify({ event: 'problem', name, reason, remedy }))
        write(stderr, `${name}: ${reason}${remedy ? ` ${remedy}` : ''}`)
      }
    },
  }
}
