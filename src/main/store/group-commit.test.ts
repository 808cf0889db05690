import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

/** A store of numbers whose transactions keep all or nothing. */
function openNumbers() {
  let kept: number[] = []
  const commits: number[][] = []
  const group = createGroupCommit((work) => {
    const before = [...kept]
    try {
      const values = work()
      commits.push(kept.slice(before.length))
      return values
    } catch (error) {
      kept = before
      throw error
    }
  })
  const add = (number: number, fails = false) =>
    group.commit(() => {
      kept.push(number)
      if (fails) throw new Error(`No ${number}`)
      return number * 2
    })
  return { group, add, commits, kept: () => kept }
}

test('what is asked for in one turn shares a transaction, in order, and each asker gets its own value', async () => {
  const { add, commits } = openNumbers()
  expect(await Promise.all([1, 2, 3].map((number) => add(number)))).toEqual([2, 4, 6])
  expect(await add(4)).toBe(8)
  expect(commits).toEqual([[1, 2, 3], [4]])
})

test('whatever fails is left out alone, and everything else is kept once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 60 }), async (fails) => {
      const { add, kept } = openNumbers()
      const settled = await Promise.allSettled(fails.map((isBad, number) => add(number, isBad)))
      expect(settled.map(({ status }) => status === 'rejected')).toEqual(fails)
      expect(kept()).toEqual(fails.flatMap((isBad, number) => (isBad ? [] : [number])))
    }),
  )
})

test('a flush writes at once what waits', async () => {
  const { group, add, kept } = openNumbers()
  const waiting = [1, 2].map((number) => add(number))
  group.flush()
  expect(kept()).toEqual([1, 2])
  expect(await Promise.all(waiting)).toEqual([2, 4])
})

test('no transaction takes more than its share of a turn', async () => {
  const { add, commits } = openNumbers()
  await Promise.all(Array.from({ length: 100 }, (_, number) => add(number)))
  expect(Math.max(...commits.map((commit) => commit.length))).toBeLessThanOrEqual(16)
  expect(commits.flat()).toHaveLength(100)
})
