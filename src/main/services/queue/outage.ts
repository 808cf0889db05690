import { BadAddress, readEndpoint } from '../../solvers/endpoint.ts'
import type { Tools } from './carry.ts'
import { pause } from './carry.ts'
import { canReach, reachWait } from './reach.ts'

/** A time in which no connection to a solver can be made. */
export interface Outage {
  isOn(): boolean
  /**
   * A connection was tried in vain: from now on it is tried again without sending anything, ever more seldom. `goesOn`: what was sent
   * before goes by itself when it is over.
   */
  begin(why: string, goesOn: boolean): void
  /** The service has answered, so that the next outage begins anew. */
  reached(): void
  /** A person has acted: it is tried at once, and what was sent meanwhile goes too. */
  end(): void
  /** New tasks are there: what was sent during an outage that is over goes too, for a person has just sent more. */
  wake(): void
  /** Queued tasks made after this do not go by themselves: they were sent while offline. Milliseconds since 1970. */
  madeBy(): number
  /** How many tasks those are. */
  waiting(): number
  state(): { readonly reason: string; readonly untilMs: number } | undefined
}

/** `onBack` is called when a connection can be made again, `onChange` whenever the state is another. */
export function createOutage(
  solverId: string,
  { context }: Pick<Tools, 'context'>,
  { stopping, onBack, onChange }: { readonly stopping: AbortSignal; onBack: () => void; onChange: () => void },
): Outage {
  const { store, now, emit, log } = context
  /** Attempts in a row that led to no reply. */
  let attempts = 0
  let current: { readonly why: string; readonly ended: AbortController; until: number } | undefined
  let madeBy = Infinity

  const waiting = () => (madeBy === Infinity ? 0 : store.tasks.countQueued(solverId, madeBy))
  const tell = (online: boolean) => {
    emit({ name: 'network.changed', payload: { online, solverIds: [solverId], waiting: waiting() } })
    onChange()
  }

  const watch = async (signals: readonly AbortSignal[], outage: NonNullable<typeof current>): Promise<void> => {
    const signal = AbortSignal.any([...signals])
    for (;;) {
      attempts += 1
      const wait = reachWait(attempts)
      outage.until = performance.now() + wait
      if (!(await pause(wait, signals))) return
      // The address may have been changed meanwhile.
      const address = store.solvers.get(solverId)?.baseUrl
      if (address !== undefined && !(await canReach(readEndpoint(address), signal))) continue
      if (signal.aborted) return
      current = undefined
      onBack()
      tell(true)
      return
    }
  }

  return {
    isOn: () => current !== undefined,
    begin: (why, goesOn) => {
      if (current || stopping.aborted) return
      const ended = new AbortController()
      const outage = { why, ended, until: performance.now() }
      current = outage
      madeBy = goesOn ? Math.min(madeBy, now()) : -Infinity
      tell(false)
      watch([stopping, ended.signal], outage).catch((error: unknown) => {
        current = undefined
        if (!(error instanceof BadAddress)) log('error', `Solver ${solverId} could not be watched`, error)
        onBack()
      })
    },
    reached: () => {
      attempts = 0
    },
    end: () => {
      current?.ended.abort()
      current = undefined
      madeBy = Infinity
    },
    wake: () => {
      if (!current) madeBy = Infinity
    },
    madeBy: () => madeBy,
    waiting,
    state: () => current && { reason: current.why, untilMs: Math.max(0, current.until - performance.now()) },
  }
}
