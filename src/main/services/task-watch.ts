import type { Context } from './context.ts'

/** Events on their way to the window, for services that wait for one of them. */
export interface TaskWatch {
  readonly emit: Context['emit']
  /** Resolves with the first result that is not undefined, asked now and after every event. */
  until<T>(ask: () => T | undefined): Promise<T>
}

/** Wraps where events go, so that they can be waited for. */
export function createTaskWatch(emit: Context['emit']): TaskWatch {
  const waiting = new Set<() => void>()
  return {
    emit: (event) => {
      emit(event)
      for (const look of waiting) look()
    },
    until: (ask) =>
      new Promise((resolve, reject) => {
        const look = () => {
          try {
            const found = ask()
            if (found === undefined) return
            waiting.delete(look)
            resolve(found)
          } catch (error) {
            waiting.delete(look)
            reject(error instanceof Error ? error : new Error(String(error)))
          }
        }
        waiting.add(look)
        look()
      }),
  }
}
