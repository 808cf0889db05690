import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, onTestFinished } from 'vitest'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import type { Detector, DetectorOptions } from '../../src/main/services/models/detector.ts'
import { createDetector } from '../../src/main/services/models/detector.ts'
import { temporaryFolder } from '../store/support.ts'
import { type ColourModel, colourModel } from './colour-model.ts'

/** Writes bytes as a model file of the test's own and gives its path. */
export function modelFile(bytes: Uint8Array | string, name = 'model.onnx'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, bytes)
  return path
}

export const colourFile = (model: ColourModel): string => modelFile(colourModel(model))

/** The real detector; its child ends with the test. */
export function openDetector(options: Partial<DetectorOptions> = {}): Detector {
  const detector = createDetector({ spawn: spawnNodeDecoder, ...options })
  onTestFinished(() => {
    detector.close()
  })
  return detector
}

/** One for all tests of a file: starting a process takes longer than most of what it is asked. */
export function sharedDetector(): Detector {
  const detector = createDetector({ spawn: spawnNodeDecoder })
  afterAll(() => {
    detector.close()
  })
  return detector
}

export interface Patch {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly colour: 'red' | 'blue'
}

/** A black PNG with patches of pure red and blue. Pixels. */
export async function pictureOf(width: number, height: number, patches: readonly Patch[]): Promise<Uint8Array> {
  const pixels = Buffer.alloc(width * height * 3)
  for (const { colour, ...patch } of patches)
    for (let y = patch.y; y < patch.y + patch.height; y += 1)
      for (let x = patch.x; x < patch.x + patch.width; x += 1)
        pixels[(y * width + x) * 3 + (colour === 'red' ? 0 : 2)] = 255
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}
