import { useEffect, useState } from 'react'

const STEP_MS = 15_000

/** Milliseconds since 1970, as fresh as words like "now" and "14:02" need. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, STEP_MS)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return now
}
