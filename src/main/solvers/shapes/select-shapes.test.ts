import { expect, test } from 'vitest'
import { readInstruction } from './instruction/read-instruction.ts'
import type { Colour, Form, Shade } from './instruction/request.ts'
import { selectShapes } from './select-shapes.ts'
import type { Shape } from './vision/find-shapes.ts'

const PICTURE = { width: 400, height: 300 }

function shape(name: string, x: number, y: number, side: number): Shape {
  const [colour, form, shade] = name.split(' ') as [Colour, Form, Shade | undefined]
  return {
    centre: { x, y },
    area: side * side,
    top: y - side / 2,
    bottom: y + side / 2,
    colour: { colour, ...(shade && { shade }) },
    form,
  }
}

const one = shape('red circle', 350, 45, 40)
const two = shape('red square', 50, 50, 60)
const three = shape('blue circle light', 60, 200, 20)
const four = shape('green star', 200, 210, 80)
const five = shape('blue circle dark', 340, 190, 44)
const all = [four, two, five, one, three]

function select(instruction: string): Shape[] {
  const request = readInstruction(instruction)
  if (request.kind !== 'shapes') throw new Error('Shapes were expected.')
  return selectShapes(all, request.wanted, PICTURE)
}

test.each<readonly [string, readonly Shape[]]>([
  ['all shapes', [two, one, three, four, five]],
  ['all circles', [one, three, five]],
  ['all circles that are not red', [three, five]],
  ['all shapes except circles', [two, four]],
  ['all circles except the largest one', [one, three]],
  ['dark blue circles', [five]],
  ['red or green shapes', [two, one, four]],
  ['red circles and green stars', [one, four]],
  ['the largest circle', [five]],
  ['the second smallest shape', [one]],
  ['the two largest shapes', [two, four]],
  ['the leftmost circle', [three]],
  ['the second circle from the right', [five]],
  ['the bottommost shape', [four]],
  ['the first shape', [two]],
  ['the second shape', [one]],
  ['the last two shapes', [four, five]],
  ['large circles', [one, five]],
  ['small circles', [three]],
  ['shapes in the top half', [two, one]],
  ['circles in the lower right', [five]],
  ['all pentagons', []],
  ['the largest pentagon', []],
  ['the ninth shape', []],
])('“%s”', (instruction, expected) => {
  expect(select(instruction)).toEqual(expected)
})
