import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addImage, addItem, temporaryProject } from './support.ts'

const solver = { profile: '2captcha', baseUrl: 'https://a.test', enabled: true, options: {}, concurrency: 1 } as const

/** A project with a queued task of a solver for each run that is named; undefined is a task of none. */
function projectWith(runs: readonly (string | undefined)[]) {
  const store = temporaryProject()
  addImage(store)
  addItem(store, 'item')
  store.transact(() => {
    store.solvers.insert({ ...solver, id: 's', name: 's', position: 0, mark: 0 })
    for (const id of new Set(runs)) {
      if (id === undefined) continue
      const solvers = [{ solverId: 's', paused: false }]
      store.runs.insert({ id, at: 0, by: '', items: 1, state: 'running', solvers })
    }
    runs.forEach((runId, number) => {
      const task = {
        id: `${number}`,
        itemId: 'item',
        solverId: 's',
        instruction: `${number}`,
        createdAt: number,
      } as const
      store.tasks.insert({ ...task, status: 'queued', ...(runId !== undefined && { runId }) })
    })
  })
  return store
}

test('a queue is walked in order past the runs that are blocked, each task once, and has an end', () => {
  const runIds = fc.array(fc.constantFrom('one', 'two', undefined), { maxLength: 30 })
  const blocked = fc.uniqueArray(fc.constantFrom('one', 'two'))
  fc.assert(
    fc.property(runIds, blocked, fc.integer({ min: 1, max: 7 }), (runs, ids, limit) => {
      const { tasks } = projectWith(runs)
      const found: string[] = []
      let end = 0
      for (;;) {
        const part = tasks.nextQueued('s', end, limit, new Set(ids))
        found.push(...part.tasks.map(({ id }) => id))
        end = part.end
        if (part.tasks.length === 0) break
      }
      const isOpen = (runId: string | undefined) => ids.every((id) => id !== runId)
      expect(found).toEqual(runs.flatMap((runId, number) => (isOpen(runId) ? [`${number}`] : [])))
    }),
    { numRuns: 25 },
  )
})
