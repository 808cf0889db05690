/** A bump this many times the root mean square stands for a part that a model leaves out, however long the rest of the outline. */
const BUMP = 3.5

/** How far an outline lies from a model, pixels, from the squared distances of its points: on the mean, or at one bump. */
export function fitError(squares: readonly number[]): number {
  const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length
  return Math.max(Math.sqrt(mean), Math.sqrt(Math.max(...squares)) / BUMP)
}
