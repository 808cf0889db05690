import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawSamples } from '../../scripts/draw-samples.ts'
import { makeSamples, readSamples } from '../../src/main/services/samples.ts'
import type { ImportsUnderTest } from './import-support.ts'
import { openImports } from './import-support.ts'

const resources = join(import.meta.dirname, '..', '..', 'resources')
const folder = join(resources, 'samples')

const pixels = (path: string) => sharp(path).raw().toBuffer()

let under: ImportsUnderTest
beforeAll(async () => {
  under = await openImports()
  await makeSamples(under.context, resources)
})
afterAll(() => under.close())

test('the shipped samples are what the script draws, and small', async () => {
  const drawn = await mkdtemp(join(tmpdir(), 'pointcheck-samples-'))
  try {
    await drawSamples(drawn, join(folder, 'source'))
    const names = await readdir(drawn)
    expect((await readdir(folder)).filter((name) => name !== 'source').sort()).toEqual(names.sort())
    expect(await readFile(join(drawn, 'samples.json'), 'utf8')).toBe(
      await readFile(join(folder, 'samples.json'), 'utf8'),
    )
    let total = 0
    for (const name of names.filter((file) => file !== 'samples.json')) {
      expect((await pixels(join(drawn, name))).equals(await pixels(join(folder, name))), name).toBe(true)
      total += (await stat(join(folder, name))).size
    }
    expect(total).toBeLessThan(500_000)
  } finally {
    await rm(drawn, { recursive: true })
  }
})

test('a project gets them once, unreviewed, with their instructions', async () => {
  await makeSamples(under.context, resources)
  const { rows } = under.store.items.list({ filter: {}, sort: 'added', limit: 100 })
  const samples = await readSamples(resources)
  expect(rows.map(({ name, instruction }) => [name, instruction])).toEqual(
    samples.map(({ file, instruction }) => [file, instruction]),
  )
  expect(rows.every((row) => row.state === 'unreviewed' && row.targetCount === 0)).toBe(true)
})

test('every known truth lies in the upright frame, on what it names', async () => {
  const colours: Record<string, number[]> = {
    red: [200, 67, 60],
    blue: [59, 111, 181],
    green: [63, 143, 95],
    yellow: [217, 165, 49],
    purple: [125, 91, 166],
  }
  const { rows } = under.store.items.list({ filter: {}, sort: 'added', limit: 100 })
  for (const { file, targets } of await readSamples(resources)) {
    const row = rows.find(({ name }) => name === file)
    const picture = await under.library.upright(row?.imageHash ?? '')
    const { data, info } = await sharp(picture?.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    expect(targets.length, file).toBeGreaterThan(0)
    for (const { x, y, label } of targets) {
      const at = (Math.floor(y) * info.width + Math.floor(x)) * info.channels
      const expected = colours[label.split(' ')[0] ?? '']
      if (expected)
        for (const [channel, value] of expected.entries())
          expect(Math.abs((data[at + channel] ?? -1) - value), `${file}: ${label}`).toBeLessThanOrEqual(3)
    }
  }
})

test('the street has six traffic lights, and the photograph on its side stands upright', async () => {
  const street = (await readSamples(resources)).find(({ file }) => file === 'street.jpg')
  expect(street?.targets).toHaveLength(6)
  const item = under.store.items.idsOf({ text: 'upright.jpg' }).map((id) => under.store.items.get(id))[0]
  expect(item?.image).toMatchObject({ orientation: 6, width: 900, height: 1200 })
  expect((await sharp(join(folder, 'upright.jpg')).metadata()).width).toBe(1200)
})
