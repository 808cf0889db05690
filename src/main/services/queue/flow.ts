import { backOff } from './back-off.ts'

/** Requests in a row of which nobody knows what became of them; then something is wrong with the service or the way to it. */
const MOST_UNCLEAR = 3
/** The same of a service that fails now and then: so many of the newest so many. */
const RECENT = { unclear: 5, of: 10 }

/** How long a service that is in trouble is left alone before one task tries it, milliseconds: doubles from the first to the longest. */
export interface CoolDown {
  readonly first: number
  readonly longest: number
}
const COOL_DOWN: CoolDown = { first: 30_000, longest: 15 * 60_000 }

/** Most tasks that are begun in so many seconds. */
interface Rate {
  readonly count: number
  readonly seconds: number
}

/** Whether a task may be begun: `go`, `wait` so many milliseconds, or `busy` until one that was sent has its reply. */
type Permit = { readonly kind: 'go' } | { readonly kind: 'busy' } | { readonly kind: 'wait'; readonly ms: number }

/**
 * How fast tasks may be sent to one solver. It spaces them out evenly, gives way to a service that says it is busy (half as many at
 * once, then one more with each clear reply), and stops when replies get lost: a circuit breaker, tried again with one task after a
 * while. Times are readings of one monotonic clock, milliseconds.
 */
export interface Flow {
  /** Whether work on one more task may begin. */
  ask(now: number, rate: Rate | undefined): Permit
  /** Work on a task has begun, which will be sent. */
  begin(id: string, now: number, rate: Rate | undefined): void
  /** Lets a task that is ready go out, or says how many milliseconds it must wait before it asks again. */
  takeTurn(now: number, rate: Rate | undefined): number
  /** The task was not sent; without any effect where it has had its reply. */
  withdraw(id: string): void
  /** The service took the task, or said no to this one task: all is well. */
  clear(id: string): void
  /**
   * The service is busy. `asked` is how long it wants to be left alone, milliseconds; `why` is for people. Returns how often it was
   * busy since its last clear reply.
   */
  later(id: string, now: number, asked: number | undefined, why: string): number
  /** The task has left and no readable reply came. */
  unclear(id: string, now: number): void
  /** The service asks to be left alone for so long, without having refused anything. */
  patience(now: number, asked: number): void
  /** How long nothing new may be sent to the service, milliseconds. */
  quietFor(now: number): number
  /** How long the service itself asked to be left alone, milliseconds: then nothing at all is asked of it. */
  askedFor(now: number): number
  /** Why nothing is sent for now, for people, and for how many milliseconds. */
  trouble(now: number): { readonly reason: string; readonly untilMs: number } | undefined
  /** Tasks that were sent, or are about to be, and have no reply. */
  asking(): number
  /** Forgets all troubles: a person has acted. How long the service asked to be left alone still counts. */
  reset(): void
}

/** Lets one through at a time, evenly spaced. What was not used while the machine slept does not pile up. */
function createSpacing() {
  let next = -Infinity
  return {
    wait: (now: number, rate: Rate | undefined): number => (rate ? Math.max(0, next - now) : 0),
    take: (now: number, rate: Rate | undefined): void => {
      next = rate ? now + (rate.seconds * 1_000) / rate.count : now
    },
  }
}

/** `random` is uniform in [0, 1); `name` is the solver's, for people. */
export function createFlow(name: () => string, random: () => number, coolDown: CoolDown = COOL_DOWN): Flow {
  const asking = new Set<string>()
  const beginnings = createSpacing()
  const sendings = createSpacing()
  /** How many tasks may be without a reply. */
  let allowed = Infinity
  let unclears = 0
  /** The newest outcomes, oldest first: whether they were clear. */
  let recent: boolean[] = []
  let laters = 0
  let openings = 0
  /** Nothing is sent before this. */
  let until = -Infinity
  /** What of that the service asked for itself. */
  let askedUntil = -Infinity
  let reason = ''

  const remember = (isClear: boolean) => {
    recent = [...recent, isClear].slice(-RECENT.of)
  }
  const waitUntil = (moment: number, why: string) => {
    if (moment <= until) return
    until = moment
    reason = why
  }

  return {
    ask: (now, rate) => {
      if (now < until) return { kind: 'wait', ms: until - now }
      if (asking.size >= allowed) return { kind: 'busy' }
      const ms = beginnings.wait(now, rate)
      return ms > 0 ? { kind: 'wait', ms } : { kind: 'go' }
    },
    begin: (id, now, rate) => {
      asking.add(id)
      beginnings.take(now, rate)
    },
    takeTurn: (now, rate) => {
      const ms = sendings.wait(now, rate)
      if (ms === 0) sendings.take(now, rate)
      return ms
    },
    withdraw: (id) => {
      asking.delete(id)
    },
    clear: (id) => {
      asking.delete(id)
      remember(true)
      unclears = 0
      laters = 0
      // One that got through says little of a service that fails now and then.
      if (recent.length === RECENT.of && !recent.includes(false)) openings = 0
      allowed += 1
    },
    later: (id, now, asked, why) => {
      allowed = Math.max(1, Math.floor(Math.min(allowed, asking.size) / 2))
      asking.delete(id)
      unclears = 0
      laters += 1
      askedUntil = Math.max(askedUntil, now + (asked ?? -Infinity))
      waitUntil(now + backOff(laters, asked, random), `${name()}: ${why}`)
      return laters
    },
    unclear: (id, now) => {
      asking.delete(id)
      unclears += 1
      remember(false)
      const lost = recent.filter((isClear) => !isClear).length
      // Others that were under way when it opened say nothing new.
      if ((unclears < MOST_UNCLEAR && lost < RECENT.unclear) || now < until) return
      allowed = 1
      waitUntil(
        now + Math.min(coolDown.longest, coolDown.first * 2 ** openings),
        unclears < MOST_UNCLEAR
          ? `${name()} gave no readable reply to ${lost} of ${recent.length} requests. One task tries it again later.`
          : `${name()} gave no readable reply ${unclears} times in a row. One task tries it again later.`,
      )
      recent = []
      openings += 1
    },
    patience: (now, asked) => {
      askedUntil = Math.max(askedUntil, now + asked)
      waitUntil(now + asked, `${name()} asked to be left alone for a while.`)
    },
    quietFor: (now) => Math.max(0, until - now),
    askedFor: (now) => Math.max(0, askedUntil - now),
    trouble: (now) => (now < until ? { reason, untilMs: until - now } : undefined),
    asking: () => asking.size,
    reset: () => {
      allowed = Infinity
      unclears = 0
      recent = []
      laters = 0
      openings = 0
      until = askedUntil
    },
  }
}
