import { create } from 'zustand'
import { isUnderWay, useRuns } from './runs.ts'

interface Network {
  /** Whether services can be reached, as far as the app and this machine know. */
  readonly online: boolean
  /** What could not be reached, can be again, and waits for a person to say so. */
  readonly offer: { readonly solverIds: readonly string[]; readonly waiting: number } | undefined
}

export const useNetwork = create<Network>(() => ({ online: navigator.onLine, offer: undefined }))

/** Takes over what the app found out about what it could not reach. */
export function takeNetwork(found: { online: boolean; solverIds: string[]; waiting: number }): void {
  const { online, solverIds, waiting } = found
  useNetwork.setState({ online, offer: online && waiting > 0 ? { solverIds, waiting } : undefined })
}

export const dismissOffer = (): void => {
  useNetwork.setState({ offer: undefined })
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
  window.addEventListener('offline', () => {
    useNetwork.setState({ online: false, offer: undefined })
  })
  window.addEventListener('online', () => {
    useNetwork.setState({ online: true })
  })
}
