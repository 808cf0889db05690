import { expect, test, vi } from 'vitest'

vi.mock('../../host.ts', () => ({ client: {} }))
const { freeName } = await import('./duplicate-solver.ts')

test('a copy is numbered on, whatever it is a copy of', () => {
  expect(freeName('Model', new Set(['Model']))).toBe('Model 2')
  expect(freeName('Model 2', new Set(['Model', 'Model 2']))).toBe('Model 3')
  expect(freeName('Model 2', new Set(['Model 2', 'Model 3']))).toBe('Model 4')
})

test('the name of a copy is no longer than a name may be', () => {
  const long = 'x'.repeat(80)
  expect(freeName(long, new Set([long]))).toBe(`${'x'.repeat(78)} 2`)
})
