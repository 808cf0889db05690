/** Runs `work` soon after the first call and at most once an interval, however often it is called. Milliseconds. */
export function coalesce(work: () => Promise<void>, intervalMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let again = false
  const run = async (): Promise<void> => {
    busy = true
    again = false
    try {
      await work()
    } finally {
      busy = false
      if (again) schedule()
    }
  }
  const schedule = (): void => {
    if (busy) {
      again = true
      return
    }
    timer ??= setTimeout(() => {
      timer = undefined
      void run()
    }, intervalMs)
  }
  return schedule
}
