interface Throttle {
  /** Sends now, or when the gap since the last sending is over. */
  request(): void
  /** Sends at once what was requested and not sent yet, and nothing afterwards. */
  end(): void
}

/** Sends at most once in `gap` milliseconds; the last request is never lost. */
export function createThrottle(gap: number, send: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined
  let requested = false
  const sendNow = () => {
    requested = false
    send()
    timer = setTimeout(() => {
      timer = undefined
      if (requested) sendNow()
    }, gap)
    timer.unref()
  }
  return {
    request: () => {
      requested = true
      if (!timer) sendNow()
    },
    end: () => {
      if (requested) sendNow()
      clearTimeout(timer)
    },
  }
}
