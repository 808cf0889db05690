import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatOf } from '../../src/core/formats/formats.ts'
import type { ExportItem } from '../../src/core/formats/format.ts'
import { createReadingService } from '../../src/main/services/readings.ts'
import { openImports } from '../images/import-support.ts'
import { temporaryFolder } from '../store/support.ts'

const HASH = { a: 'a'.repeat(64), b: 'b'.repeat(64) }

/** A project with two images of 300 × 400 px and three items. */
async function openProject() {
  const under = await openImports()
  const { store } = under
  const image = { bytes: 1, format: 'png', width: 300, height: 400, orientation: 1, frames: 1 } as const
  store.transact(() => {
    store.images.insert({ ...image, hash: HASH.a, name: 'a.png' }, 0)
    store.images.insert({ ...image, hash: HASH.b, name: 'b.png' }, 0)
    store.items.insert({ id: 'a cars', imageHash: HASH.a, name: 'street/a.png', instruction: 'cars', addedAt: 0 })
    store.items.insert({ id: 'a buses', imageHash: HASH.a, name: 'street/a.png', instruction: 'buses', addedAt: 0 })
    store.items.insert({ id: 'b', imageHash: HASH.b, name: 'street/b.png', instruction: 'cars', addedAt: 0 })
  })
  const folder = temporaryFolder()
  const write = (name: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  /** Imports files and returns how it ended. */
  const take = async (paths: readonly string[], solverName = 'Colleague') => {
    const { jobId } = await under.imports['imports.answerPaths']({ paths: [...paths], solverName })
    await under.ended(jobId)
    return under.jobs['jobs.get']({ id: jobId })
  }
  const solvers = () =>
    store.solvers.list().map((solver) => {
      const { id: _, mark: _mark, ...rest } = solver
      return rest
    })
  const answers = (itemId: string) =>
    store.answers.ofItem(itemId).map((answer) => ({ ...answer, raw: store.answers.raw(answer.id) }))
  return { ...under, folder, write, take, solvers, answers }
}

const CSV = 'image,x,y,label,instruction\r\nb.png,10,20,car,cars\r\nb.png,30,40,,cars\r\na.png,5,6,,buses\r\n'

describe('a table', () => {
  test('becomes answers of a solver of its own, each with a settled task and its record', async () => {
    const { store, write, take, solvers, answers, events } = await openProject()
    const { job } = await take([write('points.csv', CSV)])
    expect(job).toMatchObject({ state: 'done', message: '2 answers added', problems: 0 })
    expect(solvers()).toEqual([
      {
        name: 'Colleague',
        profile: 'file',
        enabled: true,
        position: 0,
        concurrency: 1,
        options: { fileName: 'points.csv' },
      },
    ])
    const [solver] = store.solvers.list()
    const [answer] = answers('b')
    expect(answer).toMatchObject({
      solverId: solver?.id,
      points: [
        { x: 10, y: 20, label: 'car' },
        { x: 30, y: 40 },
      ],
      convention: 'sent-pixels',
      sentSize: { width: 300, height: 400 },
      raw: 'image,x,y,label,instruction\r\nb.png,10,20,car,cars\r\nb.png,30,40,,cars\r\n',
    })
    expect(store.tasks.ofItem('b')).toEqual([
      {
        id: answer?.taskId,
        itemId: 'b',
        solverId: solver?.id,
        status: 'solved',
        instruction: 'cars',
        createdAt: answer?.at,
        settledAt: answer?.at,
      },
    ])
    expect(answers('a buses')).toMatchObject([{ points: [{ x: 5, y: 6 }] }])
    expect(answers('a cars')).toEqual([])
    expect(store.items.row('b')).toMatchObject({ answerCount: 1, answerPoints: 2, working: 0, failed: 0 })
    expect(events.map(({ name }) => name)).toEqual(expect.arrayContaining(['solvers.changed', 'items.changed']))
    expect(store.imports.list()).toMatchObject([{ source: 'Answers of Colleague: points.csv', added: 2, existing: 0 }])
  })

  test('that is imported twice adds nothing', async () => {
    const { store, write, take, solvers } = await openProject()
    const path = write('points.csv', CSV)
    await take([path])
    const before = solvers()
    const { job } = await take([path])
    expect(job).toMatchObject({ state: 'done', message: '0 answers added, 2 already here' })
    expect(solvers()).toEqual(before)
    expect(store.answers.ofItem('b')).toHaveLength(1)
    expect(store.tasks.ofItem('b')).toHaveLength(1)
  })

  test('with other points for the same item adds an answer to the same solver', async () => {
    const { store, write, take } = await openProject()
    await take([write('one.csv', CSV)])
    await take([write('two.csv', 'image,x,y\nb.png,1,1\n')])
    expect(store.solvers.list()).toHaveLength(1)
    expect(store.answers.ofItem('b').map(({ points }) => points.length)).toEqual([2, 1])
  })
})

test('an export of ours comes back as answers: a solver each, whatever the truth says', async () => {
  const { store, write, take, solvers, answers } = await openProject()
  const item = store.items.get('b')
  if (!item) throw new Error('There is no item b.')
  const answer = { id: '1', taskId: '1', itemId: 'b', solverId: 'x', sentSize: { width: 300, height: 400 }, at: 1 }
  const read = { convention: 'thousand', latencyMs: 40, cost: 0.002 } as const
  const box = { x: 1, y: 2, width: 3, height: 4 }
  const exported: ExportItem = {
    item,
    targets: [],
    answers: [
      {
        answer: { ...answer, ...read, points: [{ x: 2.5, y: 4, label: 'car', score: 0.5, box }] },
        solver: 'One',
        raw: '{}',
        corrections: [],
      },
      { answer: { ...answer, ...read, id: '2', points: [] }, solver: 'Two', raw: '{}', corrections: [] },
    ],
    review: { state: 'unreviewed' },
  }
  const [file] = formatOf('jsonl').write([exported], { points: { of: 'truth' }, boxRadius: 1 })
  const text = [...(file?.chunks ?? [])].join('')
  const { job } = await take([write('items.jsonl', text)], 'Export')
  expect(job.message).toBe('2 answers added')
  expect(solvers().map(({ name, options }) => [name, options])).toEqual([
    ['Export: One', { fileName: 'items.jsonl', sourceName: 'One' }],
    ['Export: Two', { fileName: 'items.jsonl', sourceName: 'Two' }],
  ])
  expect(answers('b')).toMatchObject([
    { points: [{ x: 2.5, y: 4, label: 'car', score: 0.5, box }], latencyMs: 40, cost: 0.002, raw: text.trimEnd() },
    { points: [], raw: text.trimEnd() },
  ])
})

test('predictions of Label Studio: percent becomes pixels', async () => {
  const { write, take, answers, solvers } = await openProject()
  const task = {
    id: 7,
    data: { image: '/data/upload/3/0a1b2c3d-b.png' },
    predictions: [
      {
        model_version: 'v3',
        score: 0.7,
        result: [
          {
            type: 'rectanglelabels',
            original_width: 150,
            original_height: 200,
            value: { x: 10, y: 20, width: 40, height: 10, rectanglelabels: ['car'] },
          },
        ],
      },
    ],
  }
  const { job } = await take([write('export.json', JSON.stringify([task], null, 2))], 'Model')
  expect(job.message).toBe('1 answer added')
  expect(answers('b')).toMatchObject([
    {
      points: [{ x: 90, y: 100, label: 'car', score: 0.7, box: { x: 30, y: 80, width: 120, height: 40 } }],
      convention: 'percent',
      sentSize: { width: 150, height: 200 },
    },
  ])
  expect(solvers()).toMatchObject([{ name: 'Model', options: { sourceName: 'v3' } }])
})

test('what does not fit is listed with file, line and remedy, and the good part arrives', async () => {
  const { store, write, take } = await openProject()
  const lines = [
    `{"image": {"sha256": "${HASH.b}"}, "points": [{"x": 1, "y": 2}]}`,
    '{"image": "c.png", "points": []}',
    '{"image": "a.png", "points": []}',
    '{"image": {"file": "b.png", "width": 400, "height": 300}, "points": []}',
    '{"image": "b.png", "instruction": "trams", "points": []}',
    '{"image": "b.png", "points": [',
  ]
  const { job, problems } = await take([
    write('mixed.jsonl', lines.join('\n')),
    write('page.json', '<html>'),
    write('binary.csv', Buffer.from([0xff, 0xfe, 0, 1])),
    '/does/not/exist.json',
  ])
  expect(job).toMatchObject({ state: 'done', message: '1 answer added, 8 problems', problems: 8 })
  expect(problems.map(({ name }) => name).toSorted()).toEqual([
    'binary.csv',
    'exist.json',
    'mixed.jsonl, line 2',
    'mixed.jsonl, line 3',
    'mixed.jsonl, line 4',
    'mixed.jsonl, line 5',
    'mixed.jsonl, line 6',
    'page.json',
  ])
  const of = (name: string) => problems.find((problem) => problem.name === name)
  expect(of('mixed.jsonl, line 2')).toMatchObject({ reason: 'No image here is called c.png.' })
  expect(of('mixed.jsonl, line 3')).toEqual({
    name: 'mixed.jsonl, line 3',
    reason: 'a.png has 2 items.',
    remedy: 'Give the instruction in the file.',
  })
  expect(of('mixed.jsonl, line 4')?.reason).toBe(
    'It is about a picture of 400 × 300 pixels, but street/b.png has 300 × 400.',
  )
  expect(of('binary.csv')?.reason).toBe('It is no text in UTF-8.')
  for (const problem of problems) expect(problem.remedy).not.toBe('')
  expect(store.answers.ofItem('b')).toHaveLength(1)
  expect(store.imports.list()[0]?.problems).toHaveLength(8)
})

test('where nothing fits, no solver is made', async () => {
  const { write, take, solvers } = await openProject()
  const { job } = await take([write('a.csv', 'image,x,y,width,height\nnone.png,1,2,,\nb.png,1,2,9,9\n')])
  expect(job.message).toBe('0 answers added, 2 problems')
  expect(solvers()).toEqual([])
})

test('of a folder, only what may hold answers is looked into, links not at all', async () => {
  const { folder, write, take, store } = await openProject()
  const elsewhere = write('elsewhere.csv', 'image,x,y\nb.png,9,9\n')
  write('in/points.csv', 'image,x,y\nb.png,1,2\n')
  write('in/notes.txt', 'Nothing.')
  write('in/photo.png', 'image,x,y\nb.png,3,4\n')
  symlinkSync(elsewhere, join(folder, 'in', 'link.csv'))
  const { job, notes } = await take([join(folder, 'in')])
  expect(job).toMatchObject({ message: '1 answer added', problems: 0 })
  expect(notes.join(' ')).toMatch(/1 links.*1 other file was skipped/)
  expect(store.answers.ofItem('b')).toMatchObject([{ points: [{ x: 1, y: 2 }] }])
})

test('files come through the byte door too', async () => {
  const under = await openProject()
  const { imports, jobs, store } = under
  const { jobId } = await imports['imports.begin']({ total: 2, instruction: '', answersOf: 'Colleague' })
  await imports.upload(jobId, 'points.csv', Buffer.from(CSV))
  await imports.upload(jobId, 'bad.json', Buffer.from('[{'))
  expect(store.answers.ofItem('b')).toEqual([])
  await imports['imports.finish']({ jobId })
  expect(await under.ended(jobId)).toMatchObject({ state: 'done', message: '2 answers added, 1 problem' })
  expect((await jobs['jobs.get']({ id: jobId })).problems).toMatchObject([{ name: 'bad.json' }])
  expect(store.answers.ofItem('b')).toHaveLength(1)
  await expect(imports.upload(jobId, 'late.csv', Buffer.from(CSV))).rejects.toMatchObject({ code: 'not-found' })
})

test('a cancelled import keeps nothing', async () => {
  const under = await openProject()
  const { imports, jobs, store } = under
  const { jobId } = await imports['imports.begin']({ total: 1, instruction: '', answersOf: 'Colleague' })
  await imports.upload(jobId, 'points.csv', Buffer.from(CSV))
  await jobs['jobs.cancel']({ id: jobId })
  expect(await under.ended(jobId)).toMatchObject({ state: 'cancelled', message: '0 answers added' })
  expect(store.solvers.list()).toEqual([])
})

test('a reviewed item gets the error of what came in', async () => {
  const { store, write, take } = await openProject()
  store.transact(() => {
    const targets = [{ id: 't', x: 10, y: 23, label: '', required: true }]
    const head = {
      itemId: 'b',
      number: 1,
      kind: 'edit',
      what: 'Reviewed',
      by: 'Ada',
      at: 1,
      state: 'reviewed',
    } as const
    store.revisions.append({ ...head, targetCount: 1 }, targets)
    store.items.setTruth('b', { state: 'reviewed', revision: 1, targetCount: 1, errorPx: undefined })
  })
  await take([write('a.csv', 'image,x,y\nb.png,10,20\n')])
  expect(store.items.row('b')?.errorPx).toBe(3)
})

test('kept records are read again as they were', async () => {
  const { context, store, write, take, answers } = await openProject()
  await take([write('points.csv', CSV)])
  const before = answers('b')
  const readings = createReadingService(context)
  const solverId = store.solvers.list()[0]?.id ?? ''
  const { summary } = await readings['readings.apply']({ solverId, convention: 'sent-pixels' })
  expect(summary).toMatchObject({ replies: 2, read: 2, changed: 0 })
  expect(answers('b')).toEqual(before)
  await readings.close()
})

test('two thousand answers come in without stopping the app', async () => {
  const { store, write, take } = await openProject()
  store.transact(() => {
    for (let number = 0; number < 2_000; number += 1) {
      const item = { id: `many ${number}`, name: `many/${number}.png`, instruction: '', addedAt: 0 }
      store.items.insert({ ...item, imageHash: HASH.a })
    }
  })
  const rows = Array.from({ length: 2_000 }, (_, number) => `many/${number}.png,${number % 300},2`)
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  const { job } = await take([write('many.csv', ['image,x,y', ...rows].join('\n'))])
  clearInterval(timer)
  expect(job.message).toBe('2,000 answers added')
  expect(turns).toBeGreaterThan(30)
})
