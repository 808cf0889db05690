import { expect, test } from 'vitest'
import type { Target } from '../../../../core/truth.ts'
import { figuresOf, nearestTarget } from './sample-figures.ts'

const size = { width: 100, height: 50 }
const target = (id: string, x: number, y: number): Target => ({ id, x, y, label: '', required: true })
const targets = [target('a', 10, 10), target('b', 90, 40)]

test('points are counted inside, near, and by their median distance', () => {
  const points = [
    { x: 10, y: 13 },
    { x: 90, y: 30 },
    { x: 50, y: 10 },
    { x: 101, y: 10 },
  ]
  expect(figuresOf(points, size, targets, 5)).toEqual({ points: 4, inside: 3, near: 1, medianOffPx: 10 })
  expect(figuresOf(points.slice(0, 2), size, targets, 10)).toEqual({ points: 2, inside: 2, near: 2, medianOffPx: 6.5 })
})

test('without a truth nothing is near, and without points there is no median', () => {
  expect(figuresOf([{ x: 1, y: 1 }], size, undefined, 5)).toEqual({ points: 1, inside: 1 })
  expect(figuresOf([], size, targets, 5)).toEqual({ points: 0, inside: 0, near: 0 })
  expect(figuresOf([{ x: 1, y: 1 }], size, [], 5)).toEqual({ points: 1, inside: 1, near: 0 })
})

test('the nearest target is found, where there is one', () => {
  expect(nearestTarget({ x: 80, y: 30 }, targets)).toBe(targets[1])
  expect(nearestTarget({ x: 80, y: 30 }, [])).toBeUndefined()
})
