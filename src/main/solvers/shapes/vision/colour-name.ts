import type { Colour, ColourWord, Shade } from '../instruction/request.ts'
import type { Lab } from './oklab.ts'
import { labDistance, labOf } from './oklab.ts'

/** Well-known examples of each colour name, sRGB. A colour has the name of the example it looks most like. */
const EXAMPLES: Readonly<Record<Colour, Readonly<Partial<Record<Shade | 'plain', string>>>>> = {
  red: { plain: 'ff0000 e02020 c8433c dc143c d62728', dark: '8b0000 a01818 800000', light: 'ff6666 f08080' },
  orange: { plain: 'ff8c00 ffa500 f97316 ff7f0e e67e22 f59415', dark: 'cc6600', light: 'ffb866' },
  yellow: { plain: 'ffff00 ffd700 f1c40f facc15 d9a531', dark: 'b8a000 a89000', light: 'fff799 f7e98e' },
  green: {
    plain: '00ff00 32cd32 2ca02c 3f8f5f 4caf50 7cb518',
    dark: '006400 14532d 2f6b2f 556b2f',
    light: '90ee90 a8e6a1',
  },
  cyan: { plain: '00ffff 17becf 06b6d4 40e0d0 20b2aa', dark: '008080 0f6b6b', light: 'a0f0f0' },
  blue: {
    plain: '0000ff 1f77b4 3b6fb5 2563eb 4169e1 1e90ff',
    dark: '000080 00008b 1e3a8a',
    light: 'add8e6 87ceeb 93c5fd',
  },
  purple: { plain: '800080 8e44ad 7d5ba6 9467bd 8a2be2 9333ea', dark: '4b0082 4a235a', light: 'c8a2ff d8b4fe' },
  pink: { plain: 'ff69b4 ff1493 ff00ff ec4899 e377c2', dark: 'c71585', light: 'ffc0cb f9a8d4' },
  brown: { plain: '8b4513 a0522d 8c564b 7b4a21 795548', dark: '5c3317 4e2a0e', light: 'b5835a c19a6b' },
  black: { plain: '000000 141414 202020' },
  white: { plain: 'ffffff f5f5f5 ebebeb' },
  grey: { plain: '808080 999999 6b6b6b 7f7f7f', dark: '444444 555555', light: 'bbbbbb c8c8c8' },
}

interface Example {
  readonly name: ColourWord
  readonly lab: Lab
}

const byte = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16)

const ALL: readonly Example[] = Object.entries(EXAMPLES).flatMap(([colour, shades]) =>
  Object.entries(shades).flatMap(([shade, list]) =>
    list.split(' ').map((hex): Example => {
      const name = { colour: colour as Colour, ...(shade !== 'plain' && { shade: shade as Shade }) }
      return { name, lab: labOf(byte(hex, 0), byte(hex, 2), byte(hex, 4)) }
    }),
  ),
)

/** Lightness tells colours apart less than hue does: a shadow changes it first. */
const weighted = ([lightness, a, b]: Lab): Lab => [lightness * 0.6, a, b]

/** The name of a colour by the nearest example. */
export function colourName(lab: Lab): ColourWord {
  let best: Example | undefined
  let least = Infinity
  for (const example of ALL) {
    const distance = labDistance(weighted(lab), weighted(example.lab))
    if (distance < least) {
      least = distance
      best = example
    }
  }
  if (!best) throw new Error('There are no colour examples.')
  return best.name
}
