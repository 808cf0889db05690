import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Convention } from '../../src/core/convention.ts'
import { createReadingService } from '../../src/main/services/readings.ts'
import { chatNumbers, chatReply, openReadings, stateOf } from './support.ts'

const solverId = 'solver'

describe('undo', () => {
  test('puts back answers, failed tasks, summaries and the choice, and is recorded', async () => {
    const { store, readings, keep, review, events } = openReadings('chat', { model: 'm' })
    keep('one', chatNumbers([500, 250]))
    review('one', [150, 100])
    const before = stateOf(store)
    const reread = await readings['readings.apply']({ solverId, convention: 'thousand' })
    expect(store.items.row('one')).toMatchObject({ answerCount: 1, failed: 0, errorPx: 0 })
    events.length = 0

    const undone = await readings['readings.undo']({ id: reread.id })
    expect(undone).toEqual({ ...reread, undoneAt: expect.any(Number) })
    expect(stateOf(store)).toEqual(before)
    expect(store.solvers.get(solverId)?.options).toEqual({ model: 'm' })
    expect(await readings['readings.list']({ solverId })).toEqual([undone])
    expect(events.map(({ name }) => name)).toEqual(['solvers.changed', 'task.changed', 'item.changed'])
  })

  test('is offered for the newest that stands only, once', async () => {
    const { readings, keep } = openReadings()
    keep('one', chatNumbers([500, 250]))
    const first = await readings['readings.apply']({ solverId, convention: 'thousand' })
    const second = await readings['readings.apply']({ solverId, convention: 'percent' })
    expect((await readings['readings.list']({ solverId })).map(({ id }) => id)).toEqual([second.id, first.id])
    await expect(readings['readings.undo']({ id: first.id })).rejects.toMatchObject({ code: 'conflict' })
    await readings['readings.undo']({ id: second.id })
    await expect(readings['readings.undo']({ id: second.id })).rejects.toMatchObject({ code: 'conflict' })
    await readings['readings.undo']({ id: first.id })
    await expect(readings['readings.undo']({ id: 'nothing' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('leaves an answer that came afterwards as it was read', async () => {
    const { store, readings, keep } = openReadings()
    keep('one', chatNumbers([500, 250]))
    const { id } = await readings['readings.apply']({ solverId, convention: 'thousand' })
    keep('two', chatNumbers([500, 250]))
    const [later] = store.answers.ofItem('two')
    await readings['readings.undo']({ id })
    expect(later).toMatchObject({ convention: 'thousand' })
    expect(store.answers.ofItem('two')).toEqual([later])
    expect(store.answers.ofItem('one')).toEqual([])
  })

  test('is refused where a service was told about an answer that it would take away', async () => {
    const { store, readings, keep } = openReadings()
    const taskId = keep('one', chatNumbers([500, 250]))
    const { id } = await readings['readings.apply']({ solverId, convention: 'thousand' })
    const answerId = store.answers.ofTask(taskId)?.id ?? ''
    store.transact(() => {
      store.feedback.insert(answerId, { verdict: 'wrong', message: '', by: 'Ada', at: 1 })
    })
    const before = stateOf(store)
    await expect(readings['readings.undo']({ id })).rejects.toMatchObject({ code: 'conflict' })
    expect(stateOf(store)).toEqual(before)
  })

  test('two at once are done one after the other', async () => {
    const { store, readings, keep } = openReadings()
    for (let number = 0; number < 150; number += 1) keep(`item ${number}`, chatNumbers([number, 250]))
    const before = stateOf(store)
    const [first, second] = await Promise.all([
      readings['readings.apply']({ solverId, convention: 'thousand' }),
      readings['readings.apply']({ solverId, convention: 'unit' }),
    ])
    expect(second.before).toEqual({ convention: 'thousand' })
    expect(second.summary).toMatchObject({ changed: 150, recovered: 0 })
    await readings['readings.undo']({ id: second.id })
    await readings['readings.undo']({ id: first.id })
    expect(stateOf(store)).toEqual(before)
  })
})

test('a reading that fails half-way has changed nothing', async () => {
  const { store, keep, context } = openReadings('chat', { convention: 'percent' })
  for (let number = 0; number < 5; number += 1) keep(`item ${number}`, chatNumbers([number, 250]))
  const before = { state: stateOf(store), options: store.solvers.get(solverId)?.options }
  let written = 0
  const setReading: typeof store.rereads.setReading = (id, reading) => {
    written += 1
    if (written > 3) throw new Error('The disk is gone.')
    store.rereads.setReading(id, reading)
  }
  const broken = createReadingService({ ...context, store: { ...store, rereads: { ...store.rereads, setReading } } })
  await expect(broken['readings.apply']({ solverId, convention: 'thousand' })).rejects.toThrow('The disk is gone.')
  expect(written).toBe(4)
  expect({ state: stateOf(store), options: store.solvers.get(solverId)?.options }).toEqual(before)
  expect(store.rereads.list(solverId)).toEqual([])
  await broken.close()
})

test('replies that come in while the kept ones are read are read in the same step', async () => {
  const { store, readings, keep } = openReadings('chat', { convention: 'percent' })
  for (let number = 0; number < 250; number += 1) keep(`item ${number}`, chatNumbers([number, 250]))
  const applying = readings['readings.apply']({ solverId, convention: 'thousand' })
  await new Promise(setImmediate)
  keep('late', chatNumbers([500, 250]))
  expect(store.answers.ofItem('late')).toMatchObject([{ convention: 'percent' }])
  const { summary } = await applying
  expect(summary.replies).toBe(251)
  expect(store.answers.ofItem('late')).toMatchObject([{ convention: 'thousand', points: [{ x: 150, y: 100 }] }])
})

test('a truth that is saved while the kept replies are read gets the error of the answers as they become', async () => {
  const { store, readings, keep, review } = openReadings('chat', { convention: 'percent' })
  review('item 0', [1, 1])
  for (let number = 0; number < 250; number += 1) keep(`item ${number}`, chatNumbers([500, 250]))
  const applying = readings['readings.apply']({ solverId, convention: 'thousand' })
  await new Promise(setImmediate)
  review('item 0', [150, 103])
  review('item 249', [150, 104])
  await applying
  expect(store.items.row('item 0')?.errorPx).toBe(3)
  expect(store.items.row('item 249')?.errorPx).toBe(4)
})

const reply = fc.oneof(
  fc
    .array(fc.tuple(fc.integer({ min: -50, max: 1_200 }), fc.integer({ min: 0, max: 1_000 })), { maxLength: 4 })
    .map((list) => chatNumbers(...list)),
  fc
    .constantFrom(
      'None.',
      '[]',
      '<point x="130" y="3" alt="car">',
      '<points x1="10" y1="20" x2="130" y2="3" alt="cars">',
    )
    .map(chatReply),
)
const choice = fc.constantFrom(...Convention.options)

test('whatever was kept and chosen: undo after apply is as if nothing had been', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.option(choice, { nil: undefined }),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), reply), { maxLength: 8 }),
      fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
      fc.array(choice, { minLength: 1, maxLength: 3 }),
      async (first, replies, reviewed, choices) => {
        const resize = { multiple: 28, maxPixels: 20_000 }
        const { store, readings, keep, review } = openReadings('chat', { resize, ...(first && { convention: first }) })
        for (const itemId of reviewed) review(itemId, [150, 100], [20, 30])
        for (const [itemId, raw] of replies) keep(itemId, raw)
        const states = [{ state: stateOf(store), options: store.solvers.get(solverId)?.options }]
        const made: string[] = []
        for (const convention of choices) {
          made.push((await readings['readings.apply']({ solverId, convention, resize })).id)
          states.push({ state: stateOf(store), options: store.solvers.get(solverId)?.options })
        }
        for (const id of made.reverse()) {
          states.pop()
          await readings['readings.undo']({ id })
          expect({ state: stateOf(store), options: store.solvers.get(solverId)?.options }).toEqual(states.at(-1))
        }
      },
    ),
    { numRuns: 25 },
  )
})
