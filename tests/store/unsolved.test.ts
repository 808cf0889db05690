import { expect, test } from 'vitest'
import { addAnswer, addImage, addItem, temporaryProject } from './support.ts'

function project() {
  const store = temporaryProject()
  addImage(store)
  for (const id of ['one', 'two', 'three']) addItem(store, id)
  addAnswer(store, 'one', 'first', [])
  addAnswer(store, 'one', 'second', [])
  store.transact(() => {
    const other = { id: 'other', name: 'Other', profile: '2captcha', baseUrl: 'https://a.test' } as const
    store.solvers.insert({ ...other, enabled: true, position: 1, mark: 1, options: {}, concurrency: 1 })
    const task = { id: 'of-other', itemId: 'two', solverId: 'other', instruction: '', createdAt: 0 } as const
    store.tasks.insert({ ...task, status: 'solved' })
    const answer = { id: 'by-other', taskId: 'of-other', itemId: 'two', solverId: 'other', points: [], at: 1 } as const
    const sentSize = { width: 300, height: 400 }
    store.answers.insert({ ...answer, convention: 'sent-pixels', sentSize, latencyMs: 1 }, Buffer.from('{}'))
    store.items.refreshSummary('two')
  })
  return store
}

test('items are found by what has not answered them: one solver, or any', () => {
  const { items } = project()
  expect(items.idsOf({ unsolvedBy: 'solver' })).toEqual(['two', 'three'])
  expect(items.idsOf({ unsolvedBy: 'other' })).toEqual(['one', 'three'])
  expect(items.idsOf({ unsolvedBy: 'any' })).toEqual(['three'])
  expect(items.idsOf({ unsolvedBy: 'never asked' })).toEqual(['one', 'two', 'three'])
})

test('the list, its pages and its steps agree with the filter in every order', () => {
  const { items } = project()
  for (const sort of ['added', 'name', 'state', 'error'] as const) {
    const filter = { unsolvedBy: 'solver' }
    const first = items.list({ filter, sort, limit: 1 })
    expect(first.total).toBe(2)
    const second = items.list({ filter, sort, limit: 1, after: first.next })
    expect([...first.rows, ...second.rows].map(({ id }) => id).sort()).toEqual(['three', 'two'])
    const from = first.rows[0]?.id
    expect(items.step({ from, direction: 'next', filter, sort })).toEqual({ id: second.rows[0]?.id, position: 2 })
  }
})

test('an item that is named twice, far apart, is sent once', () => {
  const { sendable } = project()
  const others = Array.from({ length: 3_000 }, (_, number) => `no-item-${number}`)
  const parts = [...sendable.parts({ ids: ['one', ...others, 'one', 'two'] })]
  expect(parts.length).toBeGreaterThan(1)
  expect(parts.flatMap((part) => sendable.itemsOf(part).map(({ id }) => id))).toEqual(['one', 'two'])
})
