import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** What a shell takes for Ctrl+C: 128 and the number of the signal. */
const INTERRUPTED = 130

/** Whether somebody sits at a terminal. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY

/** Asks on the terminal for a text that is not shown while it is typed. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(question)
  const unseen = new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true })
  lines.once('SIGINT', () => {
    lines.close()
    process.stderr.write('\n')
    process.exit(INTERRUPTED)
  })
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
