/** How often a process that npm started looks whether it still has its parent, milliseconds. */
const PARENT_MS = 100

/**
 * Resolves when the process is asked to end; a second request has the system's own effect, which is to end it at once.
 * npm passes a signal to the shell it started, and many shells die of it without telling the program they wait for:
 * under npm, losing the parent is such a request too.
 */
export function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve()
      })
    }
    if (process.env['npm_lifecycle_event'] === undefined) return
    const parent = process.ppid
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      resolve()
    }, PARENT_MS)
    timer.unref()
  })
}
