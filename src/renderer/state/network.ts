import { create } from 'zustand'
import { isUnderWay, useRuns } from './runs.ts'

/** What can be reached again and waits for a person to say that it goes on. */
export interface Offer {
  readonly solverIds: readonly string[]
  /** Tasks. */
  readonly waiting: number
}

interface Network {
  /** Whether this machine has a network, as far as it knows. */
  readonly online: boolean
  /** Solvers to which no connection can be made. */
  readonly unreachable: ReadonlySet<string>
  readonly offer: Offer | undefined
}

const nothing = { unreachable: new Set<string>(), offer: undefined }

export const useNetwork = create<Network>(() => ({ online: navigator.onLine, ...nothing }))

/** Takes over what the app found out about solvers that it could not reach, or can reach again. */
export function takeNetwork(found: { online: boolean; solverIds: string[]; waiting: number }): void {
  const { online, solverIds, waiting } = found
  const { unreachable, offer } = useNetwork.getState()
  const others = [...unreachable].filter((id) => !solverIds.includes(id))
  const offered = (offer?.solverIds ?? []).filter((id) => !solverIds.includes(id))
  // What others wait for is known only as a sum: it stays until it is dismissed or done.
  const before = offered.length > 0 ? (offer?.waiting ?? 0) : 0
  const isOffered = online && waiting > 0
  const next = {
    solverIds: isOffered ? [...offered, ...solverIds] : offered,
    waiting: before + (isOffered ? waiting : 0),
  }
  useNetwork.setState({
    unreachable: new Set(online ? others : [...others, ...solverIds]),
    offer: next.solverIds.length > 0 ? next : undefined,
  })
}

export const dismissOffer = (): void => {
  useNetwork.setState({ offer: undefined })
}

/** Forgets what was known: another project is open. */
export const forgetNetwork = (): void => {
  useNetwork.setState(nothing)
}

/** Runs with tasks for one of these solvers that are not sent, newest first. */
export const runsThatWait = (solverIds: readonly string[]): readonly { id: string; number: number }[] =>
  useRuns
    .getState()
    .known.filter(({ run }) => isUnderWay(run))
    .filter(({ run }) => run.lanes.some(({ solverId, counts }) => solverIds.includes(solverId) && counts.queued > 0))
    .map(({ run: { id, number } }) => ({ id, number }))

/** Follows what the machine itself says of its network. */
export function watchNetwork(): void {
  for (const name of ['online', 'offline'])
    window.addEventListener(name, () => {
      useNetwork.setState({ online: navigator.onLine })
    })
}
