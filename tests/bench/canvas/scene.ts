import type { Target } from '../../../src/core/truth.ts'

/** The scene of `performance.md` 1: a 4,000 × 3,000 photograph with points strewn evenly. */
export const image = { width: 4_000, height: 3_000 }

/** A generator of numbers in [0, 1) that gives the same ones every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

export function scatter(count: number): Target[] {
  const next = seeded(42)
  return Array.from({ length: count }, (_, at) => ({
    id: `t${at}`,
    x: next() * image.width,
    y: next() * image.height,
    label: '',
    required: true,
  }))
}

/** A picture with detail everywhere, as a photograph has. */
export function makePicture(): ImageBitmap {
  const canvas = new OffscreenCanvas(image.width, image.height)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('This browser cannot draw off screen.')
  const next = seeded(7)
  for (let blot = 0; blot < 4_000; blot += 1) {
    pen.fillStyle = `hsl(${next() * 360} ${20 + next() * 40}% ${20 + next() * 60}%)`
    pen.fillRect(next() * image.width, next() * image.height, 20 + next() * 200, 20 + next() * 200)
  }
  return canvas.transferToImageBitmap()
}
