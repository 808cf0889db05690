import * as shapes from './marker-shapes.ts'
import type { Pen } from './marker-shapes.ts'
import type { Palette } from './palette.ts'
import { solverColour } from './palette.ts'

/** A marker drawn once, to be copied thousands of times a frame: six times cheaper than its paths. */
export interface Sprite {
  readonly image: ImageBitmap
  /** Width and height on screen, CSS pixels. */
  readonly side: number
}

/** The markers of one theme at one pixel ratio, each drawn when it is first needed. */
export interface Sprites {
  readonly pixelRatio: number
  truth(number: number): Sprite
  crowdedTruth(): Sprite
  denseTruth(): Sprite
  selected(): Sprite
  crowdedSelected(): Sprite
  denseSelected(): Sprite
  miss(): Sprite
  answer(slot: number): Sprite
  crowdedAnswer(slot: number): Sprite
  denseAnswer(slot: number): Sprite
  extra(slot: number): Sprite
  duplicate(slot: number): Sprite
  /** Frees the pictures. */
  close(): void
}

/** Numbers from here on do not fit the disc, so that all look the same. */
const UNNUMBERED = 1_000

/** The sprite side that puts its middle on a whole device pixel, at least `width` CSS pixels. */
const sideFor = (width: number, pixelRatio: number): number => (2 * Math.ceil((width * pixelRatio) / 2)) / pixelRatio

export function createSprites(palette: Palette, pixelRatio: number): Sprites {
  const made = new Map<string, Sprite>()

  function sprite(name: string, width: number, draw: (pen: Pen) => void): Sprite {
    const known = made.get(name)
    if (known) return known
    const side = sideFor(width, pixelRatio)
    const canvas = new OffscreenCanvas(Math.round(side * pixelRatio), Math.round(side * pixelRatio))
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('This browser cannot draw off screen.')
    pen.scale(pixelRatio, pixelRatio)
    pen.translate(side / 2, side / 2)
    draw(pen)
    const drawn = { image: canvas.transferToImageBitmap(), side }
    made.set(name, drawn)
    return drawn
  }
  const ofSlot =
    (name: string, width: number, draw: (pen: Pen, slot: number, colour: string) => void) =>
    (slot: number): Sprite => {
      const shape = Math.min(slot, palette.solvers.length + (slot % palette.solvers.length))
      return sprite(`${name} ${shape}`, width, (pen) => draw(pen, shape, solverColour(palette, shape)))
    }
  const one = (name: string, width: number, draw: (pen: Pen, palette: Palette) => void) => (): Sprite =>
    sprite(name, width, (pen) => draw(pen, palette))

  return {
    pixelRatio,
    truth(number) {
      const shown = Math.min(number, UNNUMBERED)
      return sprite(`truth ${shown}`, 22, (pen) => shapes.drawTruth(pen, shown, palette))
    },
    crowdedTruth: one('crowded truth', 12, shapes.drawCrowdedTruth),
    denseTruth: one('dense truth', 8, shapes.drawDenseTruth),
    selected: one('selected', 40, shapes.drawSelected),
    crowdedSelected: one('crowded selected', 16, shapes.drawCrowdedSelected),
    denseSelected: one('dense selected', 8, shapes.drawDenseSelected),
    miss: one('miss', 42, shapes.drawMiss),
    answer: ofSlot('answer', 38, shapes.drawAnswer),
    crowdedAnswer: ofSlot('crowded answer', 16, shapes.drawCrowdedAnswer),
    denseAnswer: ofSlot('dense answer', 8, shapes.drawDenseAnswer),
    extra: ofSlot('extra', 32, (pen, slot, ink) => shapes.drawExtra(pen, slot, ink, palette)),
    duplicate: ofSlot('duplicate', 32, (pen, slot, ink) => shapes.drawDuplicate(pen, slot, ink, palette)),
    close() {
      for (const { image } of made.values()) image.close()
      made.clear()
    },
  }
}

/** Copies a sprite with its middle on the device pixel nearest to a point: a fraction of one would blur it. */
export function stamp(pen: Pen, sprite: Sprite, x: number, y: number, pixelRatio: number): void {
  const half = sprite.side / 2
  const snapped = (value: number): number => Math.round(value * pixelRatio) / pixelRatio
  pen.drawImage(sprite.image, snapped(x) - half, snapped(y) - half, sprite.side, sprite.side)
}
