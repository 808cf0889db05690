import { create } from 'zustand'
import { client } from '../host.ts'
import { keepInstruction } from './instruction.ts'
import { refreshItem, useItem } from './item.ts'
import { enabledSolverIds } from './solvers.ts'

interface Sending {
  readonly isBusy: boolean
  /** Why the last attempt did not begin, in words; of the item it was about. */
  readonly refusal: { readonly itemId: string | undefined; readonly message: string } | undefined
}

/** Requests to solvers as the window starts them; how they go on is told by tasks and jobs. */
export const useSending = create<Sending>(() => ({ isBusy: false, refusal: undefined }))

/** Runs one request; a refusal is kept to be shown where the work is. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  if (useSending.getState().isBusy) return
  const itemId = useItem.getState().id
  useSending.setState({ isBusy: true, refusal: undefined })
  try {
    await work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    useSending.setState({ refusal: { itemId, message } })
  } finally {
    useSending.setState({ isBusy: false })
  }
}

/** Sends the open item to every solver that is on. */
export async function sendItem(): Promise<void> {
  const { id } = useItem.getState()
  if (id === undefined) return
  await attempt(async () => {
    await keepInstruction()
    await client['tasks.send']({ items: { ids: [id] }, solverIds: enabledSolverIds() })
    await refreshItem()
  })
}

/** Sends every item of the project that a solver which is on has not answered. */
export async function sendUnsolved(): Promise<void> {
  await attempt(async () => {
    await keepInstruction()
    await client['tasks.send']({ items: {}, solverIds: enabledSolverIds(), onlyUnsolved: true })
  })
}

/** Makes new tasks for failed ones. */
export async function retryTasks(ids: readonly string[]): Promise<void> {
  await attempt(async () => {
    await client['tasks.retry']({ ids: [...ids] })
    await refreshItem()
  })
}

/** Decides what becomes of a task of which nobody knows whether it reached the solver. */
export async function resolveTask(id: string, as: 'failed' | 'send-again'): Promise<void> {
  await attempt(async () => {
    await client['tasks.resolve']({ id, as })
    await refreshItem()
  })
}

export async function cancelTasks(ids: readonly string[]): Promise<void> {
  await attempt(async () => {
    await client['tasks.cancel']({ ids: [...ids] })
    await refreshItem()
  })
}

export const dismissRefusal = (): void => {
  useSending.setState({ refusal: undefined })
}
