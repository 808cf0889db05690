import { readInstruction } from './instruction/read-instruction.ts'
import type { Picture, Position } from './picture.ts'
import { selectShapes } from './select-shapes.ts'
import { findObject } from './vision/find-object.ts'
import { findShapes } from './vision/find-shapes.ts'

export interface ShapesAnswer {
  /** Centres of gravity in reading order, float pixels of the picture; empty where an understood instruction matches nothing. */
  readonly points: readonly Position[]
}

/**
 * Answers an English instruction about coloured forms ("Click on all red circles") from the pixels alone.
 * Throws CannotRead, which names what was not understood, rather than guess.
 */
export function solveShapes(picture: Picture, instruction: string): ShapesAnswer {
  const request = readInstruction(instruction)
  if (request.kind === 'object') {
    const centre = findObject(picture)
    return { points: centre ? [centre] : [] }
  }
  return { points: selectShapes(findShapes(picture), request.wanted, picture).map((shape) => shape.centre) }
}
