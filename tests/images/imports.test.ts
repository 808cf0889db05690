import { execFileSync } from 'node:child_process'
import { link, mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createImportService } from '../../src/main/services/imports.ts'
import type { ImportsUnderTest } from './import-support.ts'
import { openImports } from './import-support.ts'

const makePipe = (path: string) => execFileSync('sh', ['-c', 'mkfifo "$0"', path])

let under: ImportsUnderTest
let inbox: string
beforeEach(async () => {
  under = await openImports()
  inbox = join(under.folder, '..', 'inbox')
  await mkdir(inbox)
})
afterEach(async () => {
  await under.jobs.close()
  await under.close()
})

/** A small picture unlike any other of its number. */
const picture = (number: number) =>
  sharp({
    create: { width: 24, height: 16, channels: 3, background: { r: number % 256, g: number >> 8, b: 99 } },
  })

async function importAll(paths: string[], instruction = '') {
  const { jobId } = await under.imports['imports.paths']({ paths, instruction })
  await under.ended(jobId)
  return under.jobs['jobs.get']({ id: jobId })
}
const names = () => under.store.items.list({ filter: {}, sort: 'added', limit: 2_000 }).rows.map((row) => row.name)

test('of a thousand images seven are bad, each in its own way: 993 come in, in order, and 7 are named', async () => {
  for (let number = 0; number < 993; number += 1)
    await writeFile(join(inbox, `photo ${number}.png`), await picture(number).png({ compressionLevel: 1 }).toBuffer())
  const jpeg = await picture(5_000).resize(400, 300).jpeg().toBuffer()
  const png = await picture(5_001).png().toBuffer()
  const bad: Record<string, { bytes: Buffer; reason: RegExp }> = {
    'bad 1 empty.png': { bytes: Buffer.alloc(0), reason: /empty/ },
    'bad 2 cut.jpg': { bytes: jpeg.subarray(0, jpeg.length * 0.9), reason: /damaged or cut short/ },
    'bad 3 no end.png': { bytes: png.subarray(0, png.length - 12), reason: /cut short/ },
    'bad 4 drawing.png': { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), reason: /SVG drawing/ },
    'bad 5 page.jpg': { bytes: Buffer.from('<!doctype html><title>Not found</title>'), reason: /HTML page/ },
    'bad 6 scan.tif': { bytes: await picture(1).tiff().toBuffer(), reason: /TIFF picture/ },
    'bad 7 wide.png': {
      bytes: await sharp({ create: { width: 40_000, height: 1, channels: 3, background: '#000' } })
        .png()
        .toBuffer(),
      reason: /40,000 × 1 pixels/,
    },
  }
  for (const [name, { bytes }] of Object.entries(bad)) await writeFile(join(inbox, name), bytes)

  const { job, problems, itemIds } = await importAll([inbox], 'Click on all red circles')
  expect(job).toMatchObject({ state: 'done', done: 1_000, total: 1_000, problems: 7 })
  expect(job.message).toBe('993 images added, 7 problems')
  expect(itemIds).toHaveLength(993)
  expect(problems.map((problem) => problem.name)).toEqual(Object.keys(bad).map((name) => `inbox/${name}`))
  for (const { name, reason, remedy } of problems) {
    expect(reason).toMatch(bad[name.slice('inbox/'.length)]?.reason ?? /^$/)
    expect(remedy).not.toBe('')
  }
  expect(names()).toEqual(Array.from({ length: 993 }, (_, number) => `inbox/photo ${number}.png`))
  expect(under.store.imports.list()).toMatchObject([{ by: 'Tester', source: inbox, added: 993, existing: 0, problems }])
  expect(under.events.filter((event) => event.name === 'items.changed').length).toBeGreaterThan(0)
  expect(under.warnings).toEqual([])
})

test('cancelling keeps what was added and starts nothing new', async () => {
  for (let number = 0; number < 300; number += 1)
    await writeFile(join(inbox, `${number}.png`), await picture(number).png().toBuffer())
  const { jobId } = await under.imports['imports.paths']({ paths: [inbox], instruction: '' })
  await expect.poll(() => under.store.items.counts().total, { timeout: 60_000 }).toBeGreaterThan(10)
  await under.jobs['jobs.cancel']({ id: jobId })
  const job = await under.ended(jobId)
  expect(job.state).toBe('cancelled')
  const { total } = under.store.items.counts()
  expect(total).toBeGreaterThan(10)
  expect(total).toBeLessThan(300)
  expect(job.message).toBe(`${total} images added`)
  expect(under.store.imports.list()).toMatchObject([{ added: total }])
})

test('links, pipes, sockets and devices are not touched, hidden and other files are left out', async () => {
  await writeFile(join(inbox, 'real.png'), await picture(1).png().toBuffer())
  await writeFile(join(inbox, 'no ending'), await picture(2).webp().toBuffer())
  await writeFile(join(inbox, '.hidden.png'), await picture(3).png().toBuffer())
  await writeFile(join(inbox, 'notes.txt'), 'Buy milk')
  await mkdir(join(inbox, 'sub', '.git'), { recursive: true })
  await writeFile(join(inbox, 'sub', '.git', 'x.png'), await picture(4).png().toBuffer())
  await symlink(inbox, join(inbox, 'sub', 'loop'))
  await symlink('/dev/zero', join(inbox, 'zero.png'))
  await symlink(join(inbox, 'real.png'), join(inbox, 'linked.png'))
  makePipe(join(inbox, 'pipe.png'))
  const server = createServer().listen(join(inbox, 'socket.png'))
  try {
    const { job, notes } = await importAll([inbox])
    expect(names()).toEqual(['inbox/no ending', 'inbox/real.png'])
    expect(job).toMatchObject({ state: 'done', problems: 0 })
    expect(notes).toEqual(['5 links and special files were skipped.', '1 other file was skipped: not pictures.'])
  } finally {
    server.close()
  }
})

test('what was named itself is always answered for', async () => {
  await writeFile(join(inbox, 'notes.txt'), 'Buy milk')
  await writeFile(join(inbox, '.hidden.png'), await picture(3).png().toBuffer())
  await symlink(inbox, join(inbox, 'link'))
  makePipe(join(inbox, 'pipe.png'))
  const paths = ['notes.txt', '.hidden.png', 'link', 'pipe.png', 'gone.png'].map((name) => join(inbox, name))
  const { problems } = await importAll([...paths, 'relative.png'])
  expect(problems.map(({ name, reason }) => [name, reason])).toEqual([
    ['link', 'It is a link.'],
    ['pipe.png', 'It is not an ordinary file.'],
    ['gone.png', 'It cannot be opened (ENOENT).'],
    ['relative.png', 'It is not a full path.'],
    ['notes.txt', 'It is a text file.'],
  ])
  expect(names()).toEqual(['.hidden.png'])
})

test('names that are not text and deep folders are no obstacle', async () => {
  const odd = Buffer.concat([Buffer.from(`${inbox}/caf`), Buffer.from([0xe9]), Buffer.from('.png')])
  await writeFile(odd, await picture(1).png().toBuffer())
  const deep = join(inbox, ...Array.from({ length: 120 }, () => 'd'))
  await mkdir(deep, { recursive: true })
  await writeFile(join(deep, 'deep.png'), await picture(2).png().toBuffer())
  const { job, notes } = await importAll([inbox])
  expect(job).toMatchObject({ state: 'done', problems: 0 })
  expect(names()).toEqual(['inbox/caf\ufffd.png'])
  expect(notes).toEqual(['Folders more than 100 levels deep were left out.'])
})

test('the same picture with the same instruction is one item, with another instruction another', async () => {
  await writeFile(join(inbox, 'a.png'), await picture(1).png().toBuffer())
  await link(join(inbox, 'a.png'), join(inbox, 'b.png'))
  expect((await importAll([inbox], 'One')).job.message).toBe('1 image added, 1 already here')
  expect((await importAll([inbox], 'One')).job.message).toBe('0 images added, 2 already here')
  expect((await importAll([join(inbox, 'b.png')], 'Two')).job.message).toBe('1 image added')
  expect(under.store.images.count()).toBe(1)
})

test('a file over 64 MB is refused from its size', async () => {
  const path = join(inbox, 'huge.png')
  await writeFile(path, await picture(1).png().toBuffer())
  await truncate(path, 3 * 2 ** 30)
  const { problems } = await importAll([path])
  expect(problems[0]?.reason).toBe('It has 3072 MB, more than can be taken.')
})

test('files that come byte by byte are items of one import', async () => {
  const { jobId } = await under.imports['imports.begin']({ total: 3, instruction: 'Click' })
  await Promise.all([
    under.imports.upload(jobId, 'one.png', await picture(1).png().toBuffer()),
    under.imports.upload(jobId, 'two.jpg', await picture(2).jpeg().toBuffer()),
    under.imports.upload(jobId, 'bad.png', Buffer.from('nothing')),
  ])
  await under.imports['imports.finish']({ jobId })
  expect(await under.ended(jobId)).toMatchObject({ state: 'done', done: 3, message: '2 images added, 1 problem' })
  await expect(under.imports.upload(jobId, 'late.png', Buffer.from('x'))).rejects.toMatchObject({ code: 'not-found' })
})

test('an upload that is cancelled ends at once and keeps what came', async () => {
  const { jobId } = await under.imports['imports.begin']({ total: 9, instruction: '' })
  await under.imports.upload(jobId, 'one.png', await picture(1).png().toBuffer())
  await under.jobs['jobs.cancel']({ id: jobId })
  expect(await under.ended(jobId)).toMatchObject({ state: 'cancelled', message: '1 image added' })
})

test('cancelling does not wait for a picture that takes long to decode', async () => {
  for (const name of ['a', 'b', 'c', 'd'])
    await writeFile(join(inbox, `${name}.png`), await picture(1).png().toBuffer())
  const slow = Promise.withResolvers<never>()
  const started = Promise.withResolvers<void>()
  const images = {
    ...under.library,
    add: () => {
      started.resolve()
      return slow.promise
    },
  }
  const imports = createImportService({ ...under.context, images }, under.jobs)
  const { jobId } = await imports['imports.paths']({ paths: [inbox], instruction: '' })
  await started.promise
  await under.jobs.close()
  expect(await under.ended(jobId)).toMatchObject({ state: 'cancelled', message: '0 images added' })
  slow.reject(new Error('The decoder is closed.'))
  await new Promise(setImmediate)
  expect(under.warnings).toEqual([])
  expect((await under.jobs['jobs.get']({ id: jobId })).problems).toEqual([])
})

test('a store that fails ends the import and says so', async () => {
  await writeFile(join(inbox, 'a.png'), await picture(1).png().toBuffer())
  const store = {
    ...under.store,
    transact: () => {
      throw new Error('The disk is full.')
    },
  }
  const imports = createImportService({ ...under.context, store }, under.jobs)
  const { jobId } = await imports['imports.paths']({ paths: [inbox], instruction: '' })
  expect(await under.ended(jobId)).toMatchObject({
    state: 'failed',
    message: '0 images added. It stopped: The disk is full.',
  })
})

test('nothing is added to a project that may only be read', () => {
  const store = { ...under.store, readOnly: 'Another Pointcheck has this project open.' }
  const service = createImportService({ ...under.context, store }, under.jobs)
  const expected = expect.objectContaining({ code: 'read-only' }) as Error
  expect(() => service['imports.paths']({ paths: [inbox], instruction: '' })).toThrow(expected)
  expect(() => service['imports.begin']({ total: 1, instruction: '' })).toThrow(expected)
})
