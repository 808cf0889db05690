import { rescale } from '../../core/geometry.ts'
import type { DecodeKinds } from '../images/decode-job.ts'
import { fitWithin } from '../images/fit-within.ts'
import { InstructionNotRead } from '../images/instruction-not-read.ts'
import { SHAPES_SIDE } from '../images/limits.ts'
import { CannotRead } from '../solvers/shapes/cannot-read.ts'
import { solveShapes } from '../solvers/shapes/solve-shapes.ts'
import { readHeader, uprightPicture } from './decoding.ts'

/**
 * Decodes a picture to RGB on white and looks for the shapes that the instruction names.
 * Points are in the upright full-size frame, pixels. Throws InstructionNotRead.
 */
export async function shapes(bytes: Uint8Array, instruction: string): Promise<DecodeKinds['shapes']['gives']> {
  const { autoOrient: full } = await readHeader(bytes)
  const size = fitWithin(full, SHAPES_SIDE)
  const data = await uprightPicture(bytes, size).flatten({ background: '#ffffff' }).removeAlpha().raw().toBuffer()
  try {
    const { points } = solveShapes({ ...size, data }, instruction)
    return { points: points.map((point) => rescale(point, size, full)) }
  } catch (error) {
    if (error instanceof CannotRead) throw new InstructionNotRead(error.message, { cause: error })
    throw error
  }
}
