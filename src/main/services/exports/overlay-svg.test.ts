import { expect, test } from 'vitest'
import { richDataset } from '../../../../tests/fixtures/rich-dataset.ts'
import { overlaySvg } from './overlay-svg.ts'

const draw = (index: number, slot = 0): string => {
  const entry = richDataset[index]
  if (!entry) throw new Error('No such item.')
  return overlaySvg(
    entry.item.image,
    entry.targets,
    entry.answers.map((answer) => ({ ...answer, slot })),
  )
}

test('every target and every answer point is drawn, at its place', () => {
  const svg = draw(0)
  expect(svg.match(/fill="#ffb224"/g)).toHaveLength(5)
  expect(svg.match(/translate\(233 176\)/g)).toHaveLength(1)
  expect(svg.match(/translate\(404\.5 -3\.2\)/g)).toHaveLength(1)
  // One point of each answer was moved by the reviewer or lies off its target.
  expect(svg).toContain('M233 176L230 180')
})

test('no text of anybody gets in', () => {
  const svg = draw(0)
  expect(svg).not.toContain('sum')
  expect(svg).not.toContain('<text')
})

test('each slot has its shape and colour, and those past the sixth are dashed', () => {
  const looks = [0, 1, 2, 3, 4, 5].map((slot) => draw(4, slot))
  expect(new Set(looks).size).toBe(6)
  expect(draw(4, 6)).toContain('stroke-dasharray')
  expect(draw(4, 6)).toBe(draw(4, Infinity))
})

test('markers of large pictures are larger', () => {
  expect(overlaySvg({ width: 3_200, height: 100 }, [{ id: 'a', x: 1, y: 2, label: '', required: true }], [])).toContain(
    'translate(1 2) scale(2)',
  )
})
