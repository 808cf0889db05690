import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds. */
export interface Turns {
  /** As everybody else on the thread feels it: with what the machine did meanwhile for others. */
  readonly longest: number
  readonly most: number
  /** The longest by the processor time that the thread itself used. */
  readonly longestOwn: number
  /** Processor time of the whole process in all of them. */
  readonly processor: number
}

const processorTime = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

/** Watches how long the turns of this thread last, until it is told to stop. `most` is what 99 % stay under. */
export function watchTurns(): () => Turns {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  let longestOwn = 0
  let before = processorTime()
  const atFirst = process.cpuUsage()
  let isOn = true
  const look = () => {
    const now = processorTime()
    longestOwn = Math.max(longestOwn, now - before)
    before = now
    if (isOn) setImmediate(look)
  }
  setImmediate(look)
  return () => {
    isOn = false
    delays.disable()
    const { user, system } = process.cpuUsage(atFirst)
    return {
      longest: delays.max / 1e6,
      most: delays.percentile(99) / 1e6,
      longestOwn,
      processor: (user + system) / 1_000,
    }
  }
}
