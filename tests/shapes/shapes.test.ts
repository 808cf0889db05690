import { describe, expect, test } from 'vitest'
import { solveShapes } from '../../src/main/solvers/shapes/solve-shapes.ts'
import { judge } from './judge.ts'
import { takePhotograph } from './photograph.ts'
import { makeQuest } from './quest.ts'
import { createRandom } from './random.ts'
import { decode, renderScene } from './render.ts'
import type { SceneKind } from './scene.ts'
import { makeScene } from './scene.ts'

/** Instructions answered wrongly on scenes of these numbers. */
async function failures(kind: SceneKind, first: number, count: number): Promise<string[]> {
  const failed: string[] = []
  for (let number = first; number < first + count; number += 1) {
    const random = createRandom(number)
    const scene = makeScene(random, kind)
    const picture = await decode(await renderScene(random, scene))
    const { instruction, truth } = makeQuest(random, scene)
    if (!judge(solveShapes(picture, instruction).points, truth).exact) failed.push(`scene ${number}: ${instruction}`)
  }
  return failed
}

describe('generated scenes', () => {
  test('clean ones are answered exactly in at least 95 of 100 cases', async () => {
    expect((await failures('clean', 700_000, 40)).length).toBeLessThanOrEqual(2)
  })

  test('noisy ones are answered exactly in at least 80 of 100 cases', async () => {
    expect((await failures('noisy', 800_000, 20)).length).toBeLessThanOrEqual(4)
  })

  test('are the same for the same seed', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const random = createRandom(5)
        return renderScene(random, makeScene(random, 'noisy'))
      }),
    )
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true)
  })
})

describe('the centre of the object', () => {
  test('is found on photographs of one thing with texture, shading and a soft shadow', async () => {
    const missed: number[] = []
    for (let number = 0; number < 20; number += 1) {
      const { bytes, thing } = await takePhotograph(createRandom(900_000 + number))
      const { points } = solveShapes(await decode(bytes), 'Click the center of the object.')
      if (!judge(points, [thing]).exact) missed.push(number)
    }
    expect(missed).toEqual([])
  })
})

test('a picture of 2,048 × 1,536 pixels takes about a second', async () => {
  const random = createRandom(3)
  const scene = makeScene(random, 'noisy')
  const small = await renderScene(random, scene)
  const { default: sharp } = await import('sharp')
  const picture = await decode(
    await sharp(small).resize(2_048, 1_536, { fit: 'fill' }).jpeg({ quality: 60 }).toBuffer(),
  )
  solveShapes(picture, 'all shapes')
  const before = process.cpuUsage()
  solveShapes(picture, 'all shapes')
  const { user } = process.cpuUsage(before)
  // Twice the aim: the machine may be busy. A slip into something quadratic is far slower.
  expect(user / 1_000).toBeLessThan(3_000)
})
