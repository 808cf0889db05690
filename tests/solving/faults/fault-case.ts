import type { SolverServerOptions } from '../../../src/main/solver-server/solver-server.ts'
import type { Reply, WireFault } from '../../../src/main/solver-server/wire-faults.ts'
import type { Site } from './site.ts'

/** How a task of a case ends. */
export interface End {
  readonly status: 'solved' | 'failed' | 'unconfirmed' | 'queued' | 'waiting'
  /** Of the failure, or of the hold that keeps the task where it is. */
  readonly code?: string | RegExp
  /** Points of the answer. */
  readonly points?: number
  /** Requests for a task that the source got. Default 1. */
  readonly creates?: number
  /** Requests for a result, at least. */
  readonly results?: number
}

/** What surrounds a case: another origin, and the key that it was not entered for. */
export interface World {
  readonly elsewhere: string
  readonly key: string
}

/** One fault of a source and what must come of it. */
export interface FaultCase {
  readonly name: string
  /** What goes wrong with the `count`-th request of that kind. */
  readonly at: 'create' | 'result'
  readonly fault?: (site: Site, count: number, world: World) => WireFault | undefined
  readonly server?: Partial<SolverServerOptions>
  /** Nothing but a deadline ends it. */
  readonly isSlow?: boolean
  readonly end: End | ((site: Site) => End)
}

const reply = (status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  contentType: 'application/json',
  body,
  headers,
})

/** The server says this and has taken nothing. */
export const refuses = (status: number, body: string, headers?: Readonly<Record<string, string>>): WireFault => ({
  kind: 'refuse',
  reply: reply(status, body, headers),
})

/** The server has done its work, and this comes instead of what it says. */
export const says = (
  body: string | Uint8Array,
  status = 200,
  headers?: Readonly<Record<string, string>>,
): WireFault => ({ kind: 'instead', of: () => reply(status, body, headers) })

export const PAGE = '<!doctype html><title>Sign in to the network</title>'
export const isModel = ({ profile }: Site): boolean =>
  profile === 'moondream' || profile === 'gemini' || profile === 'chat'
