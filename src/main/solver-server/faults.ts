import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from './random.ts'
import type { Call, WireFault } from './wire-faults.ts'

/** Switches for trying clients: how slow, how soon, how often wrong. */
export interface FaultOptions {
  /** Time to an answer, milliseconds. Default 0. */
  readonly latencyMs?: number
  /** Whether createTask waits for the answer where the service may (uCaptcha), or gives a task id. Default `now`. */
  readonly ready?: 'now' | 'later'
  /** Codes with the share of tasks, 0–1, that get them. */
  readonly fail?: readonly { readonly code: string; readonly rate: number }[]
  /** Same seed, same tasks that fail. Default 1. */
  readonly seed?: number
  /** What goes wrong on the wire, request by request. */
  readonly wire?: (call: Call) => WireFault | undefined
}

export interface Failing {
  readonly code: string
  readonly description: string
}

export interface Faults {
  readonly ready: 'now' | 'later'
  latency(): Promise<void>
  /** A failure that createTask answers with, or undefined. */
  drawCreate(): Failing | undefined
  /** A failure that shows only in the result, or undefined. */
  drawResult(): Failing | undefined
  /** What goes wrong with a request on the wire, or undefined. Each request is drawn for once. */
  drawWire(kind: Call['kind'], path: string): WireFault | undefined
}

/** What services find out only while they work on a task. */
const FOUND_LATE = new Set(['ERROR_CAPTCHA_UNSOLVABLE', 'ERROR_BAD_DUPLICATES'])

/** Failures and delays as the switches ask for; the same seed gives the same ones. */
export function createFaults(options: FaultOptions): Faults {
  const random = createRandom(options.seed ?? 1)
  const drawFrom = (candidates: readonly { code: string; rate: number }[]) => () => {
    const hit = candidates.find(({ rate }) => random() < rate)
    return hit && { code: hit.code, description: 'This failure was asked for by a switch of the server.' }
  }
  const fail = options.fail ?? []
  const counts = new Map<Call['kind'], number>()
  return {
    ready: options.ready ?? 'now',
    latency: async () => {
      // Without a reference the timer does not keep a closing process alive.
      if (options.latencyMs) await sleep(options.latencyMs, undefined, { ref: false })
    },
    drawCreate: drawFrom(fail.filter(({ code }) => !FOUND_LATE.has(code))),
    drawResult: drawFrom(fail.filter(({ code }) => FOUND_LATE.has(code))),
    drawWire: (kind, path) => {
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      return options.wire?.({ kind, path, count })
    },
  }
}
