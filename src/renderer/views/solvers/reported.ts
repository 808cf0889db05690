import { report } from '../../ui/report.ts'

/** Runs what a button began; a failure is said over the window, under `what`. */
export async function reported(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    report(what, error)
  }
}
