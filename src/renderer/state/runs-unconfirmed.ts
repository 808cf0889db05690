import { create } from 'zustand'
import type { UnconfirmedTask } from '../../contract/run-methods.ts'
import type { Task } from '../../core/task.ts'
import { client } from '../host.ts'
import { coalesce } from './coalesce.ts'

interface Unconfirmed {
  readonly tasks: readonly UnconfirmedTask[]
  /** Why they could not be read, in words. */
  readonly error: string | undefined
}

const GAP_MS = 250

/** Tasks of the project of which nobody knows whether they were paid. */
export const useUnconfirmed = create<Unconfirmed>(() => ({ tasks: [], error: undefined }))

export async function loadUnconfirmed(): Promise<void> {
  try {
    useUnconfirmed.setState({ tasks: await client['runs.unconfirmed']({}), error: undefined })
  } catch (error) {
    useUnconfirmed.setState({ error: error instanceof Error ? error.message : String(error) })
  }
}

const loadSoon = coalesce(loadUnconfirmed, GAP_MS)

/** Reads the list again where a task that changed came onto it, left it, or is on it: more may be known of it. */
export function takeUnconfirmed({ id, status }: Task): void {
  const isListed = useUnconfirmed.getState().tasks.some(({ taskId }) => taskId === id)
  if (isListed || status === 'unconfirmed') loadSoon()
}
