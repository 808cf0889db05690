import { describe, expect, test } from 'vitest'
import type { Convention } from '../../src/core/convention.ts'
import { addItem } from '../store/support.ts'
import { chatNumbers, chatReply, openReadings, SENT, stateOf } from './support.ts'

const solverId = 'solver'

describe('choosing a convention', () => {
  test('turns kept replies of failed tasks into answers, with what they cost, and asks nobody', async () => {
    const { store, readings, keep, events } = openReadings()
    const waiting = keep('one', chatNumbers([500, 250]))
    const broken = keep('two', chatReply('I cannot see any.'))
    const reread = await readings['readings.apply']({ solverId, convention: 'thousand' })

    expect(reread).toMatchObject({
      solverId,
      by: 'Reviewer',
      before: {},
      after: { convention: 'thousand' },
      summary: { replies: 2, read: 1, unreadable: 1, points: 1, inside: 1, changed: 0, recovered: 1 },
    })
    const [answer] = store.answers.ofItem('one')
    const task = store.tasks.get(waiting)
    expect(task).toMatchObject({ status: 'solved', cost: 0.001 })
    expect(task).not.toHaveProperty('failure')
    expect(answer).toMatchObject({
      taskId: waiting,
      points: [{ x: 150, y: 100 }],
      convention: 'thousand',
      sentSize: SENT,
      latencyMs: 5,
      cost: 0.001,
      at: task?.settledAt,
    })
    expect(store.answers.raw(answer?.id ?? '')).toBe(chatNumbers([500, 250]).toString())
    expect(store.items.row('one')).toMatchObject({ answerCount: 1, answerPoints: 1, failed: 0 })
    expect(store.tasks.get(broken)).toMatchObject({ status: 'failed', failure: { code: 'unreadable-answer' } })
    expect(store.items.row('two')).toMatchObject({ answerCount: 0, failed: 1 })
    expect(store.solvers.get(solverId)?.options).toEqual({ convention: 'thousand' })
    expect(events).toEqual([
      { name: 'solvers.changed', payload: {} },
      { name: 'task.changed', payload: task },
      { name: 'item.changed', payload: { id: 'one', revision: 0 } },
    ])
  })

  test('reads answers again, with the size they are relative to', async () => {
    const { store, readings, keep } = openReadings('chat', { convention: 'thousand' })
    keep('one', chatNumbers([84, 112], [0, 0]))
    const resize = { multiple: 28, maxPixels: 1_000_000 }
    const reread = await readings['readings.apply']({ solverId, convention: 'resized-pixels', resize })
    expect(store.answers.ofItem('one')).toMatchObject([
      {
        points: [
          { x: 180, y: 228.57142857142858 },
          { x: 0, y: 0 },
        ],
        convention: 'resized-pixels',
        frameSize: { width: 140, height: 196 },
      },
    ])
    expect(reread.summary).toMatchObject({ changed: 1, recovered: 0 })
    expect(reread.summary.medianMovePx).toBeCloseTo(Math.hypot(180 - 25.2, 112 * (400 / 196) - 44.8) / 2, 6)
    expect(store.solvers.get(solverId)?.options).toEqual({ convention: 'resized-pixels', resize })
  })

  test('keeps the answer of a reply that no longer parses, and counts it', async () => {
    const { store, readings, keep } = openReadings('chat', { convention: 'percent' })
    keep('one', chatReply('<point x="120" y="3">'))
    expect(store.tasks.ofItem('one')).toMatchObject([{ status: 'failed' }])
    await readings['readings.apply']({ solverId, convention: 'thousand' })
    const [answer] = store.answers.ofItem('one')
    expect(answer).toMatchObject({ convention: 'thousand' })

    const reread = await readings['readings.apply']({ solverId, convention: 'percent' })
    expect(reread.summary).toMatchObject({ replies: 1, read: 0, unreadable: 1, changed: 0 })
    expect(store.answers.ofItem('one')).toEqual([answer])
  })

  test('stores the choice with an answer whose points stay where they are', async () => {
    const { store, readings, keep } = openReadings('chat', { convention: 'thousand' })
    keep('one', chatReply('[]'))
    const { summary } = await readings['readings.apply']({ solverId, convention: 'unit-yx' })
    expect(summary).toMatchObject({ read: 1, points: 0, changed: 0 })
    expect(store.answers.ofItem('one')).toMatchObject([{ points: [], convention: 'unit-yx' }])
  })

  test('leaves other solvers, and tasks that failed for other reasons, alone', async () => {
    const { store, readings, keep, solver } = openReadings()
    const taskId = keep('one', chatNumbers([500, 250]))
    store.transact(() => {
      store.solvers.insert({ ...solver, id: 'other', options: { convention: 'unit' } })
      const task = store.tasks.get(taskId)
      if (!task) return
      store.tasks.insert({ ...task, id: 'others', solverId: 'other' })
      store.tasks.insert({ ...task, id: 'refused', failure: { code: 'content_filter', message: 'No.' } })
      for (const id of ['others', 'refused']) {
        store.tasks.setRaw(id, chatNumbers([1, 2]))
        store.tasks.setSentSize(id, SENT)
      }
    })
    const { summary } = await readings['readings.apply']({ solverId, convention: 'thousand' })
    expect(summary.replies).toBe(1)
    expect(['others', 'refused'].map((id) => store.tasks.get(id)?.status)).toEqual(['failed', 'failed'])
    expect(store.solvers.get('other')?.options).toEqual({ convention: 'unit' })
  })

  test('an old reply that becomes an answer does not push a newer answer aside', async () => {
    const { store, readings, keep } = openReadings('chat', { convention: 'percent' })
    keep('one', chatReply('<point x="120" y="3">'))
    keep('one', chatNumbers([10, 10], [20, 20]))
    await readings['readings.apply']({ solverId, convention: 'thousand' })
    expect(store.answers.ofItem('one').map(({ points }) => points.length)).toEqual([1, 2])
    expect(store.answers.newestOf('one', solverId)?.points).toHaveLength(2)
    expect(store.items.row('one')).toMatchObject({ answerCount: 2, answerPoints: 2 })
  })

  test('needs to know how a model resizes', async () => {
    const { readings } = openReadings()
    await expect(readings['readings.apply']({ solverId, convention: 'resized-pixels' })).rejects.toMatchObject({
      code: 'bad-input',
    })
    await expect(readings['readings.apply']({ solverId: 'nobody', convention: 'unit' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('a convention that the protocol fixes', () => {
  test('cannot be changed, but can be read under again', async () => {
    const { store, readings, keep } = openReadings('gemini')
    const candidate = { content: { parts: [{ text: '[{"point":[500,250]}]' }] } }
    keep('one', Buffer.from(JSON.stringify({ candidates: [candidate] })))
    const before = stateOf(store)
    for (const name of ['readings.apply', 'readings.preview'] as const) {
      await expect(readings[name]({ solverId, convention: 'thousand' })).rejects.toMatchObject({
        code: 'fixed-convention',
      })
    }
    const { summary } = await readings['readings.apply']({ solverId, convention: 'thousand-yx' })
    expect(summary).toMatchObject({ replies: 1, read: 1, changed: 0 })
    expect(stateOf(store)).toEqual(before)
    expect(store.solvers.get(solverId)?.options).toEqual({})
  })

  test('gets what a better parser finds now', async () => {
    const { store, readings, keep } = openReadings('ucaptcha')
    const taskId = keep(
      'one',
      Buffer.from('{"errorId":0,"status":"ready","solution":{"coordinates":[{"x":10,"y":20}]}}'),
    )
    // As if the parser of that day had not known the shape.
    store.transact(() => {
      const task = store.tasks.get(taskId)
      if (!task) return
      store.tasks.setRaw(taskId, Buffer.from(store.answers.raw(store.answers.ofTask(taskId)?.id ?? '') ?? ''))
      store.rereads.removeAnswer(taskId)
      store.tasks.save({ ...task, status: 'failed', failure: { code: 'unreadable-answer', message: 'Kept.' } })
      store.items.refreshSummary('one')
    })
    const { summary } = await readings['readings.apply']({ solverId, convention: 'sent-pixels' })
    expect(summary).toMatchObject({ recovered: 1 })
    expect(store.answers.ofItem('one')).toMatchObject([{ points: [{ x: 20, y: 40 }], convention: 'sent-pixels' }])
  })
})

describe('the summary', () => {
  test('counts what is inside, near and off, on reviewed items alone, and is what preview says', async () => {
    const { store, readings, keep, review } = openReadings('chat', { convention: 'sent-pixels' })
    review('reviewed', [150, 100], [30, 40])
    review('empty')
    keep('reviewed', chatNumbers([500, 250], [100, 110], [900, 900]))
    keep('empty', chatNumbers([1, 1]))
    keep('unreviewed', chatNumbers([2_000, 1]))
    const before = stateOf(store)
    const choice = { solverId, convention: 'thousand' as Convention }
    const summary = await readings['readings.preview'](choice)
    expect(stateOf(store)).toEqual(before)
    const off = Math.hypot(270 - 150, 360 - 100)
    expect(off).toBeGreaterThan(200)
    expect(summary).toEqual({
      replies: 3,
      read: 3,
      unreadable: 0,
      points: 5,
      inside: 4,
      checked: 4,
      near: 2,
      medianOffPx: 4,
      changed: 3,
      recovered: 0,
      medianMovePx: expect.any(Number),
    })
    const reread = await readings['readings.apply'](choice)
    expect(reread.summary).toEqual(summary)
    expect(store.items.row('reviewed')?.errorPx).toBe(2)
    expect(store.items.row('unreviewed')).not.toHaveProperty('errorPx')
  })

  test('says how many points the model itself took back', async () => {
    const { readings, keep } = openReadings()
    keep('one', chatReply('<points x1="10" y1="20" x2="120" y2="3" alt="car">'))
    expect(await readings['readings.preview']({ solverId, convention: 'percent' })).toMatchObject({
      points: 1,
      dropped: 1,
    })
  })
})

describe('samples', () => {
  test('show the reply, the part that says where, the truth and the answer; reviewed items first, newest first', async () => {
    const { store, readings, keep, review } = openReadings('chat', { convention: 'thousand' })
    keep('a', chatNumbers([1, 2]))
    const failed = keep('b', chatReply('None.'))
    review('c', [1, 1])
    const taskId = keep('c', chatNumbers([500, 250]))
    const { samples, total } = await readings['readings.samples']({ solverId, limit: 2 })
    expect(total).toBe(3)
    expect(samples).toEqual([
      {
        taskId,
        itemId: 'c',
        name: 'c',
        instruction: 'Click c',
        imageHash: 'a'.repeat(64),
        imageSize: { width: 300, height: 400 },
        sentSize: SENT,
        raw: chatNumbers([500, 250]).toString(),
        said: '[{"point_2d":[500,250]}]',
        targets: [expect.objectContaining({ x: 1, y: 1 })],
        answer: store.answers.ofTask(taskId),
      },
      expect.objectContaining({ taskId: failed, said: 'None.' }),
    ])
    expect(samples[1]).not.toHaveProperty('answer')
    expect(samples[1]).not.toHaveProperty('targets')
  })

  test('survive a reply deeper than the stack', async () => {
    const { readings, keep } = openReadings('ucaptcha')
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    keep('one', Buffer.from(`{"errorId":0,"status":"ready","solution":{"coordinates":${deep}}}`))
    const { samples } = await readings['readings.samples']({ solverId, limit: 10 })
    expect(samples).toMatchObject([{ said: expect.stringContaining('[[[') }])
  })
})

test('a reply that comes while others are read is read too, also that of a task which was sent long before', async () => {
  const { store, readings, keep } = openReadings()
  addItem(store, 'slow')
  const task = { id: 'slow', itemId: 'slow', solverId, instruction: 'Click slow', createdAt: 1 } as const
  store.transact(() => {
    store.tasks.insert({ ...task, status: 'waiting' })
  })
  for (const id of ['one', 'two', 'three']) keep(id, chatNumbers([500, 250]))
  const applied = readings['readings.apply']({ solverId, convention: 'thousand' })
  // The walk has passed its place by now.
  await new Promise(setImmediate)
  store.transact(() => {
    const failure = { code: 'no-convention', message: 'Kept.' }
    store.tasks.save({ ...task, status: 'failed', failure, submittedAt: 2, settledAt: 3 })
    store.tasks.setRaw('slow', chatNumbers([100, 100]))
    store.tasks.setSentSize('slow', SENT)
  })
  const { summary } = await applied
  expect(summary).toMatchObject({ replies: 4, recovered: 4 })
  expect(store.tasks.get('slow')?.status).toBe('solved')
  expect(store.answers.ofItem('slow')).toMatchObject([{ points: [{ x: 30, y: 40 }] }])
})
