import { describe, expect, test } from 'vitest'
import { colourName } from './colour-name.ts'
import { labOf } from './oklab.ts'

describe('a colour has the name people give it', () => {
  test.each<readonly [string, number, number, number]>([
    ['red', 210, 30, 40],
    ['orange', 250, 140, 20],
    ['yellow', 250, 220, 40],
    ['green', 60, 160, 70],
    ['cyan', 40, 190, 200],
    ['blue', 50, 90, 220],
    ['purple', 120, 50, 170],
    ['pink', 245, 120, 185],
    ['brown', 120, 70, 35],
    ['black', 15, 15, 18],
    ['white', 248, 248, 250],
    ['grey', 130, 130, 128],
  ])('%s', (name, red, green, blue) => {
    expect(colourName(labOf(red, green, blue)).colour).toBe(name)
  })
})

test('shades are told apart', () => {
  expect(colourName(labOf(20, 30, 110))).toEqual({ colour: 'blue', shade: 'dark' })
  expect(colourName(labOf(170, 215, 240))).toEqual({ colour: 'blue', shade: 'light' })
  expect(colourName(labOf(40, 90, 220))).toEqual({ colour: 'blue' })
})
