/** The colours that markers are drawn in, from the tokens of the look. */
export interface Palette {
  readonly truth: string
  /** By slot, from 0. */
  readonly solvers: readonly string[]
  readonly miss: string
  readonly extra: string
  readonly duplicate: string
  readonly accent: string
  readonly font: string
}

/** The casing under every stroke keeps a marker legible on any picture. */
export const CASING = 'rgb(11 12 13 / 0.75)'
/** Dark and light of the truth's disc, and of tags: the same in both themes, because a picture has none. */
export const RIM = '#2b1d00'
export const INK = '#1b1404'
export const HALO = '#ffffff'
/** The boxes of what was found that looks alike. */
export const FOUND = '#8fc1ff'
export const TAG = 'rgb(20 21 23 / 0.92)'

/** The colour of a solver's slot, from 0: white for those past the last that has one of its own. */
export const solverColour = ({ solvers }: Palette, slot: number): string => solvers[slot] ?? HALO

/** Reads the tokens that hold for an element now. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  return {
    truth: token('--truth'),
    solvers: [1, 2, 3, 4, 5, 6].map((slot) => token(`--solver-${slot}`)),
    miss: token('--miss'),
    extra: token('--extra'),
    duplicate: token('--dup'),
    accent: token('--accent'),
    font: token('--font-ui'),
  }
}
