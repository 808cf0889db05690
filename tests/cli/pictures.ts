import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

/** A white picture with discs of the given colour, radius 30, and its path. Coordinates in pixels. */
export async function drawDiscs(
  folder: string,
  name: string,
  discs: readonly { readonly x: number; readonly y: number; readonly colour: string }[],
): Promise<string> {
  const shapes = discs.map(({ x, y, colour }) => `<circle cx="${x}" cy="${y}" r="30" fill="${colour}"/>`).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#fff"/>${shapes}</svg>`
  const path = join(folder, name)
  const format = name.endsWith('.jpg') ? 'jpeg' : 'png'
  writeFileSync(path, await sharp(Buffer.from(svg)).toFormat(format).toBuffer())
  return path
}
