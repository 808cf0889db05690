import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ZipFile } from 'yauzl'
import yauzl from 'yauzl'
import { jsonLines } from '../../src/core/formats/json-lines.ts'
import type { Target } from '../../src/core/truth.ts'
import type { ExportsUnderTest } from './support.ts'
import { filesOf, openExports, picture, requestOf, SOLVER } from './support.ts'

const target = (id: string, x: number, y: number): Target => ({ id, x, y, label: 'car', required: true })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let under: ExportsUnderTest
let out: string

beforeEach(async () => {
  under = await openExports()
  out = join(under.root, 'out')
  await under.addItem({
    id: 'one',
    name: 'train/one.png',
    targets: [target('t1', 50.5, 40), target('t2', 150, 60)],
    answers: [
      [],
      [
        { x: 53, y: 44 },
        { x: 20, y: 90 },
      ],
    ],
  })
  await under.addItem({ id: 'two', name: 'two.png', picture: await picture('#ffffff', 60, 40) })
})
afterEach(async () => {
  await under.jobs.close()
  await under.close()
})

const leftovers = async () => (await readdir(under.root)).filter((name) => name !== 'test.pointcheck').sort()

describe('a folder', () => {
  test('holds the labels, and a list by which each file can be checked', async () => {
    const job = await under.run({ format: 'image-coordinates' }, out)
    expect(job).toMatchObject({ state: 'done', done: 2, total: 2, message: '2 items exported in 2 files' })
    const files = await filesOf(out)
    expect(Object.keys(files)).toEqual(['SHA256SUMS', 'one.json', 'two.json'])
    expect(files['one.json']?.toString()).toBe('{"coordinates":[{"x":50,"y":40},{"x":150,"y":60}]}\n')
    for (const line of files['SHA256SUMS']?.toString().trim().split('\n') ?? [])
      expect(line.slice(0, 64)).toBe(sha256(files[line.slice(66)] ?? Buffer.alloc(0)))
    expect(await leftovers()).toEqual(['out'])
  })

  test('the project comes back from JSON Lines, and the run is kept', async () => {
    await under.run({ format: 'jsonl' }, out)
    const text = await readFile(join(out, 'items.jsonl'), 'utf8')
    const { found, problems } = jsonLines.read([{ path: 'items.jsonl', text }])
    expect(problems).toEqual([])
    const [one] = found
    expect(one).toMatchObject({
      item: under.store.items.get('one'),
      targets: under.store.revisions.latest('one')?.targets,
      review: { state: 'reviewed', by: 'Tester', at: 7 },
    })
    expect(one?.answers.map(({ answer, raw, solver }) => ({ answer, raw, solver }))).toEqual(
      under.store.answers
        .ofItem('one')
        .map((answer) => ({ answer, raw: under.store.answers.raw(answer.id), solver: 'Shapes' })),
    )
    expect(one?.answers[1]?.corrections).toEqual([
      { kind: 'moved', answerPoint: 0, targetId: 't1', dx: -2.5, dy: -4 },
      { kind: 'deleted', answerPoint: 1 },
      { kind: 'added', targetId: 't2' },
    ])
    const sums = await readFile(join(out, 'SHA256SUMS'))
    const run = { by: 'Tester', at: 1_700_000_000_000, format: 'jsonl', destination: out, items: 2, files: 1 }
    expect(await under.exports['exports.list']({})).toMatchObject([{ ...run, sha256: sha256(sums) }])
  })

  test('copies the original bytes, once an image', async () => {
    await under.run({ format: 'coco', images: 'copy' }, out)
    const files = await filesOf(out)
    expect(Object.keys(files)).toEqual(['SHA256SUMS', 'annotations.json', 'images/one.png', 'images/two.png'])
    expect(sha256(files['images/one.png'] ?? Buffer.alloc(0))).toBe(under.store.items.get('one')?.image.hash)
    expect(JSON.parse(files['annotations.json']?.toString() ?? '')).toMatchObject({
      images: [{ file_name: 'images/one.png' }, { file_name: 'images/two.png' }],
    })
  })

  test('one image that is gone is a problem of its own', async () => {
    const hash = under.store.items.get('two')?.image.hash ?? ''
    await rm(join(under.folder, 'images', hash.slice(0, 2), hash))
    const job = await under.run({ format: 'csv', images: 'copy' }, out)
    expect(job).toMatchObject({ state: 'done', problems: 1 })
    expect(Object.keys(await filesOf(out))).toEqual(['SHA256SUMS', 'images/one.png', 'points.csv'])
  })
})

/** Edges are smoothed: a colour on one is near what was drawn there. */
const expectNear = (pixel: readonly number[], colour: readonly number[]) => {
  expect(Math.hypot(...pixel.map((value, index) => value - (colour[index] ?? 0)))).toBeLessThan(60)
}

describe('overlays', () => {
  test('show the truth, and answers, where they are', async () => {
    await under.run({ overlays: true }, out)
    const { data, info } = await sharp(join(out, 'overlays/one.png')).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([200, 100])
    const at = (x: number, y: number) => [...data.subarray((y * 200 + x) * info.channels).subarray(0, 3)]
    expect(at(2, 2)).toEqual([0x33, 0x66, 0x99])
    // Off the number, in the disc; then in the rim; then the ring of the first solver.
    expect(at(155, 60)).toEqual([0xff, 0xb2, 0x24])
    expectNear(at(141, 60), [0x2b, 0x1d, 0x00])
    expectNear(at(31, 90), [0x56, 0xb4, 0xe9])
    expect(Object.keys(await filesOf(join(out, 'overlays')))).toEqual(['one.png', 'two.png'])
  })

  test('are drawn on the upright picture', async () => {
    const turned = await sharp(await picture('#000000', 80, 40))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    await under.addItem({ id: 'turned', name: 'turned.jpg', picture: turned, targets: [target('t', 20, 70)] })
    await under.run({ overlays: true, filter: { ids: ['turned'] } }, out)
    const { data, info } = await sharp(join(out, 'overlays/turned.png')).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([40, 80])
    expect([...data.subarray((70 * 40 + 25) * info.channels).subarray(0, 3)]).toEqual([0xff, 0xb2, 0x24])
  })
})

const entriesOf = (path: string) =>
  new Promise<string[]>((resolve, reject) => {
    const names: string[] = []
    yauzl.open(path, { lazyEntries: false }, (error: Error | null, zip?: ZipFile) => {
      if (!zip) {
        reject(error ?? new Error('No zip.'))
        return
      }
      zip.on('entry', (entry: { fileName: string }) => names.push(entry.fileName))
      zip.on('error', reject)
      zip.on('end', () => {
        resolve(names)
      })
    })
  })

describe('a zip', () => {
  test('holds what a folder would, and is the same for the same data', async () => {
    const request = { format: 'coco', images: 'copy', overlays: true, container: 'zip' } as const
    await under.run(request, `${out}.zip`)
    await under.run(request, `${out}-again.zip`)
    await under.run({ ...request, container: 'folder' }, out)
    expect((await entriesOf(`${out}.zip`)).sort()).toEqual(Object.keys(await filesOf(out)))
    expect(sha256(await readFile(`${out}.zip`))).toBe(sha256(await readFile(`${out}-again.zip`)))
    const runs = await under.exports['exports.list']({})
    expect(new Set(runs.map((run) => run.sha256)).size).toBe(1)
  })

  test('of ours is replaced, another file is not', async () => {
    await under.run({ container: 'zip' }, `${out}.zip`)
    expect(await under.run({ container: 'zip', format: 'csv' }, `${out}.zip`)).toMatchObject({ state: 'done' })
    expect(await entriesOf(`${out}.zip`)).toEqual(['points.csv', 'SHA256SUMS'])
    await writeFile(join(under.root, 'theirs.zip'), 'precious')
    await expect(under.run({ container: 'zip' }, join(under.root, 'theirs.zip'))).rejects.toMatchObject({
      code: 'exists',
    })
    expect(await readFile(join(under.root, 'theirs.zip'), 'utf8')).toBe('precious')
  })
})

describe('the destination', () => {
  test('may be empty, or an earlier export that nobody touched', async () => {
    await mkdir(out)
    expect(await under.run({ format: 'csv' }, out)).toMatchObject({ state: 'done' })
    expect(await under.run({ format: 'jsonl' }, out)).toMatchObject({ state: 'done' })
    expect(Object.keys(await filesOf(out))).toEqual(['SHA256SUMS', 'items.jsonl'])
    expect(await leftovers()).toEqual(['out'])
  })

  test('is refused where anything else would be lost', async () => {
    await under.run({ format: 'csv' }, out)
    await writeFile(join(out, 'notes.txt'), 'mine')
    await expect(under.run({}, out)).rejects.toMatchObject({ code: 'exists' })
    await rm(join(out, 'notes.txt'))
    await writeFile(join(out, 'points.csv'), 'edited by hand')
    await expect(under.run({}, out)).rejects.toMatchObject({ code: 'exists' })
    expect(await readFile(join(out, 'points.csv'), 'utf8')).toBe('edited by hand')
    await expect(under.run({ container: 'zip' }, out)).rejects.toMatchObject({ code: 'exists' })
  })

  test.each(['relative/place', '/', ''])('%j is no place', async (destination) => {
    await expect(under.run({}, destination)).rejects.toMatchObject({ code: 'bad-destination' })
  })

  test('is neither in the project, nor round it, nor a link', async () => {
    await symlink(under.root, join(under.root, 'link'))
    for (const place of [under.folder, join(under.folder, 'images/out'), under.root, join(under.root, 'link')])
      await expect(under.run({}, place)).rejects.toMatchObject({ code: 'bad-destination' })
  })

  test('is suggested beside the project, first free name', async () => {
    const suggest = (container: 'folder' | 'zip') =>
      under.exports['exports.suggestDestination']({ format: 'coco', container })
    const first = join(under.root, 'exports', 'test-coco')
    expect(await suggest('folder')).toEqual({ path: first })
    expect(await suggest('zip')).toEqual({ path: `${first}.zip` })
    await under.run({ format: 'coco' }, first)
    expect(await suggest('folder')).toEqual({ path: `${first}-2` })
  })
})

describe('an export that does not end well', () => {
  test.each(['folder', 'zip'] as const)(
    'leaves nothing behind when cancelled while it writes a %s',
    async (container) => {
      const place = join(under.root, 'new', 'deep', 'out')
      const job = await under.run({ images: 'copy', overlays: true, container }, place, ({ id, state, done }) => {
        if (state === 'running' && done >= 1) void under.jobs['jobs.cancel']({ id })
      })
      expect(job).toMatchObject({ state: 'cancelled', message: 'Cancelled. Nothing was written.' })
      expect(await leftovers()).toEqual([])
      expect(await under.exports['exports.list']({})).toEqual([])
    },
  )

  test('leaves an earlier export as it was', async () => {
    await under.run({ format: 'csv' }, out)
    const before = await filesOf(out)
    await under.run({ overlays: true }, out, ({ id, state, done }) => {
      if (state === 'running' && done >= 1) void under.jobs['jobs.cancel']({ id })
    })
    expect(await filesOf(out)).toEqual(before)
    expect(await leftovers()).toEqual(['out'])
  })

  test('gives way to what was put in its place meanwhile', async () => {
    await mkdir(out)
    let written: Promise<void> | undefined
    const job = await under.run({ overlays: true }, out, ({ done }) => {
      if (done >= 1) written ??= writeFile(join(out, 'notes.txt'), 'mine')
    })
    await written
    expect(job.state).toBe('failed')
    expect(Object.keys(await filesOf(out))).toEqual(['notes.txt'])
    expect(await leftovers()).toEqual(['out'])
  })

  test.skipIf(process.getuid?.() === 0)('says that a place cannot be written to', async () => {
    await mkdir(out)
    await chmod(out, 0o500)
    expect(await under.run({}, join(out, 'inside'))).toMatchObject({
      state: 'failed',
      message: 'This place cannot be written to.',
    })
  })

  test('a file in the way of the folder above is told', async () => {
    await writeFile(out, '')
    expect(await under.run({}, join(out, 'inside'))).toMatchObject({ state: 'failed' })
    expect(await leftovers()).toEqual(['out'])
  })
})

describe('the preview', () => {
  test('shows the first item as it will be written, and what is lost', async () => {
    const preview = await under.exports['exports.preview'](requestOf({ format: 'csv', images: 'copy', overlays: true }))
    await under.run({ format: 'csv', images: 'copy', overlays: true }, out)
    const files = await filesOf(out)
    expect(preview).toMatchObject({ items: 2, files: Object.keys(files).length - 1, fileName: 'points.csv' })
    expect(files['points.csv']?.toString().startsWith(preview.text)).toBe(true)
    expect(preview.text.trim().split('\r\n')).toHaveLength(3)
    expect((await under.exports['exports.list']({}))[0]?.report).toEqual(preview.report)
  })

  test('leaves out what a solver did not answer, and says so', async () => {
    const request = requestOf({ format: 'image-coordinates', points: { of: 'solver', solverId: SOLVER } })
    expect(await under.exports['exports.preview'](request)).toEqual({
      items: 1,
      files: 1,
      fileName: 'one.json',
      text: '{"coordinates":[{"x":53,"y":44},{"x":20,"y":90}]}\n',
      report: expect.arrayContaining([
        { kind: 'lost', count: 1, what: 'item left out: no answer of this solver' },
        { kind: 'lost', count: 2, what: 'targets of the truth' },
      ]) as unknown,
    })
  })

  test('of nothing is empty', async () => {
    const request = requestOf({ format: 'image-coordinates', filter: { state: 'flagged' } })
    expect(await under.exports['exports.preview'](request)).toEqual({
      items: 0,
      files: 0,
      fileName: '',
      text: '',
      report: [],
    })
  })
})

test('formats say what they hold', async () => {
  const list = await under.exports['exports.formats']({})
  expect(list.map(({ id, extension }) => `${id} ${extension}`)).toEqual([
    'image-coordinates json',
    'jsonl jsonl',
    'csv csv',
    'coco json',
  ])
})
