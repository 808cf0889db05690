import { useEffect, useState } from 'react'

const STEP_MS = 15_000

/** Milliseconds since 1970, as fresh as words like "now" and "14:02" need, or as `stepMs` says. */
export function useNow(stepMs: number = STEP_MS): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, stepMs)
    return () => {
      clearInterval(timer)
    }
  }, [stepMs])
  return now
}
