import { beforeEach, expect, test, vi } from 'vitest'
import type { Solver } from '../../core/solver.ts'

const one: Solver = {
  id: 'a',
  name: 'Service',
  profile: '2captcha',
  baseUrl: 'https://api.2captcha.com',
  enabled: true,
  position: 0,
  mark: 0,
  concurrency: 4,
  price: 1.2,
  options: { minClicks: 1 },
}

/** What is stored behind the window. */
let stored: Solver[] = []
let refusal: Error | undefined

vi.mock('../host.ts', () => ({
  client: {
    'solvers.list': async () =>
      Promise.resolve(stored.map((solver) => ({ solver, key: { kind: 'missing' as const } }))),
    'solvers.save': async ({ id, solver }: { id: string; solver: Omit<Solver, 'id' | 'position'> }) => {
      await Promise.resolve()
      if (refusal) throw refusal
      stored = stored.map((known) => (known.id === id ? { ...solver, id, position: known.position } : known))
    },
    'solvers.reorder': async ({ ids }: { ids: string[] }) => {
      await Promise.resolve()
      if (refusal) throw refusal
      stored = ids.flatMap((id) => stored.filter((known) => known.id === id))
    },
  },
}))
const { changeSolver, loadSolvers, moveSolver, useSolvers } = await import('./solvers.ts')

const shown = (): string[] => useSolvers.getState().solvers.map(({ solver }) => solver.id)

beforeEach(async () => {
  stored = [one, { ...one, id: 'b', position: 1 }, { ...one, id: 'c', position: 2 }]
  refusal = undefined
  await loadSolvers()
})

test('two changes at once both stay', async () => {
  await Promise.all([
    changeSolver(one, { enabled: false }),
    changeSolver(one, { options: { maxClicks: 3 } }),
    changeSolver(one, { name: 'Renamed' }),
  ])
  expect(stored[0]).toEqual({ ...one, enabled: false, name: 'Renamed', options: { minClicks: 1, maxClicks: 3 } })
})

test('a field that is given as undefined is taken away', async () => {
  await changeSolver(one, { price: undefined, options: { minClicks: undefined } })
  const { price: _price, ...rest } = one
  expect(stored[0]).toEqual({ ...rest, options: {} })
})

test('a refused change is heard of by who asked, and the next one goes on', async () => {
  refusal = new Error('no')
  const refused = changeSolver(one, { name: 'Never' })
  await expect(refused).rejects.toThrow('no')
  refusal = undefined
  await changeSolver(one, { mark: 5 })
  expect(stored[0]).toEqual({ ...one, mark: 5 })
})

test('a solver moves at once, and back where the order cannot be stored', async () => {
  const moving = moveSolver(2, 0)
  expect(shown()).toEqual(['c', 'a', 'b'])
  await moving
  expect(stored.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  refusal = new Error('no')
  await expect(moveSolver(0, 2)).rejects.toThrow('no')
  expect(shown()).toEqual(['c', 'a', 'b'])
  await moveSolver(0, 3)
  expect(shown()).toEqual(['c', 'a', 'b'])
})
