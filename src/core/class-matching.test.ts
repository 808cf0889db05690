import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchClasses } from './class-matching.ts'

const COCO = [
  'person',
  'bicycle',
  'car',
  'bus',
  'truck',
  'traffic light',
  'fire hydrant',
  'dog',
  'sheep',
  'knife',
  'mouse',
  'scissors',
  'tv',
  'couch',
]
const at = (...names: string[]) => names.map((name) => COCO.indexOf(name)).sort((a, b) => a - b)
const all = (...names: string[]) => ({ classes: at(...names), order: 'score' })
const some = (count: number, ...names: string[]) => ({ ...all(...names), count })

const read: readonly (readonly [string, readonly object[]])[] = [
  ['click on all traffic lights', [all('traffic light')]],
  ['Click on all Traffic Lights in the image.', [all('traffic light')]],
  ['traffic_light', [all('traffic light')]],
  ['Please tap every bus', [all('bus')]],
  ['buses', [all('bus')]],
  ['Click on any traffic light', [some(1, 'traffic light')]],
  ['Click on any traffic lights you see', [all('traffic light')]],
  ['click on a dog', [some(1, 'dog')]],
  ['click on one dog', [some(1, 'dog')]],
  ['click on the dog', [some(1, 'dog')]],
  ['click on the dogs', [all('dog')]],
  ['click on the sheep', [all('sheep')]],
  ['click on a sheep', [some(1, 'sheep')]],
  ['click on two dogs', [some(2, 'dog')]],
  ['Mark both knives', [some(2, 'knife')]],
  ['all mice', [all('mouse')]],
  ['all people', [all('person')]],
  ['select all persons', [all('person')]],
  ['all humans', [all('person')]],
  ['all bikes and lorries', [all('bicycle'), all('truck')]],
  ['all stoplights', [all('traffic light')]],
  ['find the television', [some(1, 'tv')]],
  ['sofas', [all('couch')]],
  ['click on all cars, buses and trucks', [all('car'), all('bus'), all('truck')]],
  ['click on all cars or trucks', [all('car', 'truck')]],
  ['click any car, bus or truck', [some(1, 'car', 'bus', 'truck')]],
  ['click the car and the bus', [some(1, 'car'), some(1, 'bus')]],
  ['click the car and bus', [some(1, 'car'), some(1, 'bus')]],
  ['all cars and one bus', [all('car'), some(1, 'bus')]],
  ['click on the center of each dog', [all('dog')]],
  ['Click on every single dog which is visible in this picture!', [all('dog')]],
  ['each one of the dogs', [all('dog')]],
  ['one of the dogs', [some(1, 'dog')]],
  ['Only the 3 dogs, please', [some(3, 'dog')]],
  ['TrafficLights', [all('traffic light')]],
  ['click on the largest dog', [{ classes: at('dog'), order: 'largest', count: 1 }]],
  ['the two leftmost cars', [{ classes: at('car'), order: 'leftmost', count: 2 }]],
  ['the right-most car', [{ classes: at('car'), order: 'rightmost', count: 1 }]],
  ['where are the scissors', [all('scissors')]],
  ['everything', [all(...COCO)]],
  ['all objects', [all(...COCO)]],
]

for (const [instruction, wanted] of read) {
  test(`"${instruction}" is read`, () => {
    expect(matchClasses(instruction, COCO)).toEqual({ kind: 'wanted', wanted })
  })
}

for (const instruction of [
  '',
  'click on',
  'click on the zebra',
  'all red cars',
  'all cars except the bus',
  'all dogs and zebras',
  'cars not buses',
  'the dog left of the car',
  'all women',
  'dog house',
  'Klicke auf alle Hunde',
]) {
  test(`"${instruction}" is refused with the classes there are`, () => {
    const match = matchClasses(instruction, COCO)
    expect(match).toMatchObject({ kind: 'unknown', why: expect.stringContaining('person, bicycle, car') })
  })
}

test('a refusal names the words that are not understood', () => {
  expect(matchClasses('click on all dogs and striped zebras', COCO)).toMatchObject({
    why: expect.stringContaining('“striped zebras”'),
  })
})

test('a superlative of many without a number is refused, not guessed', () => {
  expect(matchClasses('the largest dogs', COCO)).toMatchObject({
    kind: 'unknown',
    why: expect.stringContaining('how many'),
  })
})

test('a long list of classes is cut', () => {
  const names = Array.from({ length: 150 }, (_, index) => `kind ${index}`)
  expect(matchClasses('zebra', names)).toMatchObject({ why: expect.stringMatching(/kind 99 and 50 more\.$/) })
})

test("a class's own name goes before a synonym, and classes of one name are one", () => {
  expect(matchClasses('all mugs', ['cup', 'mug'])).toEqual({
    kind: 'wanted',
    wanted: [{ classes: [1], order: 'score' }],
  })
  expect(matchClasses('all lamps', ['lamp', 'x', 'Lamp'])).toEqual({
    kind: 'wanted',
    wanted: [{ classes: [0, 2], order: 'score' }],
  })
})

test('given synonyms work in any language, with plurals', () => {
  const synonyms = { 'traffic light': ['Ampel', 'Ampeln', 'lamp'] }
  for (const instruction of ['Ampeln', 'all ampel', 'click on all lamps'])
    expect(matchClasses(instruction, COCO, synonyms)).toEqual({ kind: 'wanted', wanted: [all('traffic light')] })
})

const only = (index: number) => ({ kind: 'wanted', wanted: [{ classes: [index], order: 'score' }] })

test('digits, joiners and words of the grammar may be class names', () => {
  const names = ['5', 'salt and pepper', 'point', 'all', 'the one']
  expect(matchClasses('all 5', names)).toEqual(only(0))
  expect(matchClasses('click on all salt and pepper', names)).toEqual(only(1))
  expect(matchClasses('find points', names)).toEqual(only(2))
  expect(matchClasses('all', names)).toEqual(only(3))
  expect(matchClasses('2-door', ['door', '2-door'])).toEqual(only(1))
})

test('classes that are plurals themselves are found by their singular', () => {
  expect(matchClasses('click a traffic light', ['Traffic Lights'])).toEqual({
    kind: 'wanted',
    wanted: [{ classes: [0], order: 'score', count: 1 }],
  })
})

test('every class is found by its own name, whatever it is called', () => {
  const word = fc.stringMatching(/^[a-z0-9 ,_é-]{1,12}$/)
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 8 }), fc.nat(), (names, pick) => {
      const index = pick % names.length
      const name = names[index] ?? ''
      const match = matchClasses(name, names)
      const isNameless = !/[a-z0-9é]/.test(name)
      fc.pre(!isNameless && !name.includes(','))
      if (match.kind === 'wanted') expect(match.wanted.flatMap(({ classes }) => classes)).toContain(index)
      else expect(match.why).toContain('knows')
    }),
    { examples: [[['é ', '1-é'], 1]] },
  )
})

test('no text makes it throw, and what it gives lies within the classes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { minLength: 1 }), (instruction, names) => {
      const match = matchClasses(instruction, names)
      if (match.kind === 'wanted')
        for (const { classes } of match.wanted) for (const index of classes) expect(names[index]).toBeDefined()
    }),
  )
})
