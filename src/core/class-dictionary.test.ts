import { expect, test } from 'vitest'
import { createDictionary } from './class-dictionary.ts'
import { CLASS_SYNONYMS } from './class-synonyms.ts'

/** The 80 classes that most detectors are trained on, with their plurals by hand. */
const COCO: Readonly<Record<string, string>> = {
  person: 'people',
  bicycle: 'bicycles',
  car: 'cars',
  motorcycle: 'motorcycles',
  airplane: 'airplanes',
  bus: 'buses',
  train: 'trains',
  truck: 'trucks',
  boat: 'boats',
  'traffic light': 'traffic lights',
  'fire hydrant': 'fire hydrants',
  'stop sign': 'stop signs',
  'parking meter': 'parking meters',
  bench: 'benches',
  bird: 'birds',
  cat: 'cats',
  dog: 'dogs',
  horse: 'horses',
  sheep: 'sheep',
  cow: 'cows',
  elephant: 'elephants',
  bear: 'bears',
  zebra: 'zebras',
  giraffe: 'giraffes',
  backpack: 'backpacks',
  umbrella: 'umbrellas',
  handbag: 'handbags',
  tie: 'ties',
  suitcase: 'suitcases',
  frisbee: 'frisbees',
  skis: 'skis',
  snowboard: 'snowboards',
  'sports ball': 'sports balls',
  kite: 'kites',
  'baseball bat': 'baseball bats',
  'baseball glove': 'baseball gloves',
  skateboard: 'skateboards',
  surfboard: 'surfboards',
  'tennis racket': 'tennis rackets',
  bottle: 'bottles',
  'wine glass': 'wine glasses',
  cup: 'cups',
  fork: 'forks',
  knife: 'knives',
  spoon: 'spoons',
  bowl: 'bowls',
  banana: 'bananas',
  apple: 'apples',
  sandwich: 'sandwiches',
  orange: 'oranges',
  broccoli: 'broccoli',
  carrot: 'carrots',
  'hot dog': 'hot dogs',
  pizza: 'pizzas',
  donut: 'donuts',
  cake: 'cakes',
  chair: 'chairs',
  couch: 'couches',
  'potted plant': 'potted plants',
  bed: 'beds',
  'dining table': 'dining tables',
  toilet: 'toilets',
  tv: 'tvs',
  laptop: 'laptops',
  mouse: 'mice',
  remote: 'remotes',
  keyboard: 'keyboards',
  'cell phone': 'cell phones',
  microwave: 'microwaves',
  oven: 'ovens',
  toaster: 'toasters',
  sink: 'sinks',
  refrigerator: 'refrigerators',
  book: 'books',
  clock: 'clocks',
  vase: 'vases',
  scissors: 'scissors',
  'teddy bear': 'teddy bears',
  'hair drier': 'hair driers',
  toothbrush: 'toothbrushes',
}
const names = Object.keys(COCO)
const plurals = Object.values(COCO)
const dictionary = createDictionary(names)

test('each of the 80 common classes is found by its name and its plural, and no other is', () => {
  expect(names).toHaveLength(80)
  for (const [index, name] of names.entries()) {
    expect([name, dictionary.get(name)?.classes]).toEqual([name, [index]])
    expect([name, dictionary.get(plurals[index] ?? '')?.classes]).toEqual([name, [index]])
  }
})

test('a model whose classes are plurals is found by the singular', () => {
  const reversed = createDictionary(plurals)
  for (const [index, name] of names.entries()) expect([name, reversed.get(name)?.classes]).toEqual([name, [index]])
})

test('a name speaks of one, a plural of many, a word without a plural of either', () => {
  const numbers = names.map((name) => dictionary.get(name)?.number)
  const odd = names.filter((_, index) => numbers[index] !== 'one')
  expect(odd).toEqual(['sheep', 'skis', 'broccoli', 'scissors'])
  for (const plural of plurals.filter((word) => !names.includes(word)))
    expect([plural, dictionary.get(plural)?.number]).toEqual([plural, 'many'])
})

test('each group of synonyms holds one common class, and no word stands twice', () => {
  for (const group of CLASS_SYNONYMS)
    expect([group, group.filter((word) => names.includes(word)).length]).toEqual([group, 1])
  const words = CLASS_SYNONYMS.flat()
  expect(words.length).toBe(new Set(words).size)
  for (const word of words) expect([word, dictionary.get(word)?.classes.length]).toEqual([word, 1])
})
