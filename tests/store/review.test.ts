import { setImmediate as nextTurn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Saved } from '../../src/contract/payloads.ts'
import { Settings } from '../../src/contract/payloads.ts'
import type { Decision } from '../../src/core/revision.ts'
import { createItemsService } from '../../src/main/services/items.ts'
import type { ReviewService } from '../../src/main/services/review.ts'
import { createReviewService } from '../../src/main/services/review.ts'
import type { Store } from '../../src/main/store/store.ts'
import { addAnswer, addImage, addItem, contextOf, openForTest, target, temporaryProject } from './support.ts'

const EMPTY: Decision = { targets: [], state: 'unreviewed' }
const decide = (state: Decision['state'], ...xs: number[]): Decision => ({
  targets: xs.map((x, index) => target(`t${index}`, x, 1)),
  state,
})

function projectWithItem(): Store {
  const store = temporaryProject()
  addImage(store)
  addItem(store, 'one')
  return store
}

/** Runs a handler, which may answer at once, and gives what it answers or the code of its error. */
async function outcome(run: () => Saved | Promise<Saved>): Promise<Saved | string> {
  try {
    return await run()
  } catch (error) {
    return (error as { code: string }).code
  }
}

type Step =
  | { readonly do: 'edit'; readonly decision: Decision }
  | { readonly do: 'undo' | 'redo' }
  | { readonly do: 'reopen' }
  | { readonly do: 'restore'; readonly revision: number }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('edit' as const),
      decision: fc
        .tuple(
          fc.constantFrom('unreviewed', 'reviewed', 'flagged'),
          fc.array(fc.constantFrom(1, 2.5), { maxLength: 2 }),
        )
        .map(([state, xs]) => decide(state, ...xs)),
    }),
    fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
    fc.record({ do: fc.constant('reopen' as const) }),
    fc.record({ do: fc.constant('restore' as const), revision: fc.nat(6) }),
  ),
  { maxLength: 30 },
)

/** What an editor that keeps everything in memory would do. */
function createModel() {
  const log: Decision[] = [EMPTY]
  const past: { content: Decision; what: string }[] = []
  const future: { content: Decision; what: string }[] = []
  let now = EMPTY
  const same = (content: Decision) => JSON.stringify(content) === JSON.stringify(now)
  const change = (content: Decision, what: string) => {
    if (same(content)) return
    past.push({ content: now, what })
    future.length = 0
    now = content
    log.push(now)
  }
  const move = (from: typeof past, to: typeof past): boolean => {
    const step = from.pop()
    if (!step) return false
    to.push({ content: now, what: step.what })
    now = step.content
    log.push(now)
    return true
  }
  return {
    log,
    edit: change,
    undo: () => move(past, future),
    redo: () => move(future, past),
    saved: (): Saved => ({
      revision: log.length - 1,
      ...now,
      history: {
        ...(past.length > 0 && { undo: past.at(-1)?.what }),
        ...(future.length > 0 && { redo: future.at(-1)?.what }),
      },
    }),
  }
}

test('any sequence of edits, undo, redo, restoring and reopening is what an editor in memory would do', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      let store = projectWithItem()
      let review: ReviewService = createReviewService(contextOf(store))
      const model = createModel()
      for (const [index, step] of sequence.entries()) {
        const at = { itemId: 'one', base: model.saved().revision }
        if (step.do === 'edit') {
          const what = `Edit ${index}`
          model.edit(step.decision, what)
          expect(await outcome(() => review['truth.save']({ ...at, decision: step.decision, what }))).toEqual(
            model.saved(),
          )
        } else if (step.do === 'restore') {
          const content = model.log[step.revision]
          const what = step.revision === 0 ? 'Restored the empty item' : `Restored revision ${step.revision}`
          if (content) model.edit(content, what)
          const saved = await outcome(() => review['truth.restore']({ ...at, revision: step.revision }))
          expect(saved).toEqual(content ? model.saved() : 'not-found')
        } else if (step.do === 'reopen') {
          store.close()
          store = openForTest(store.folder)
          review = createReviewService(contextOf(store))
          const { item, targets, history } = await createItemsService(contextOf(store))['items.get']({ id: 'one' })
          expect({ revision: item.revision, targets, state: item.state, history }).toEqual(model.saved())
        } else {
          const { do: way } = step
          const done = model[way]()
          expect(await outcome(() => review[`truth.${way}`](at))).toEqual(done ? model.saved() : `nothing-to-${way}`)
        }
      }
      const heads = store.revisions.list('one', { limit: 1_000 }).reverse()
      expect(heads.map((head) => head.number)).toEqual(model.log.slice(1).map((_, index) => index + 1))
      expect(heads.map(({ number }) => store.revisions.get('one', number))).toEqual(
        model.log.slice(1).map((content, index) => ({ ...content, number: index + 1 })),
      )
      store.close()
    }),
    { numRuns: 40 },
  )
})

describe('a save', () => {
  test('is refused where the item was changed meanwhile, and changes nothing', async () => {
    const store = projectWithItem()
    const context = contextOf(store)
    const review = createReviewService(context)
    const save = (base: number, decision: Decision) =>
      outcome(() => review['truth.save']({ itemId: 'one', base, decision, what: 'Edit' }))
    expect(await save(1, decide('reviewed'))).toBe('conflict')
    expect(await save(0, decide('reviewed', 1))).toMatchObject({ revision: 1 })
    expect(await save(0, decide('flagged', 2))).toBe('conflict')
    expect(store.items.get('one')).toMatchObject({ revision: 1, state: 'reviewed' })
    expect(store.items.row('one')).toMatchObject({ targetCount: 1, state: 'reviewed' })
    expect(store.revisions.latest('one')).toEqual({ number: 1, ...decide('reviewed', 1) })
    expect(context.sent).toEqual([{ name: 'item.changed', payload: { id: 'one', revision: 1 } }])
  })

  test('knows what to undo and redo in more items than are remembered, taken in turn', async () => {
    const store = temporaryProject()
    addImage(store)
    const ids = Array.from({ length: 40 }, (_, number) => `item-${number}`)
    for (const id of ids) addItem(store, id)
    const review = createReviewService(contextOf(store))
    for (const base of [0, 1]) {
      for (const itemId of ids) {
        await review['truth.save']({ itemId, base, decision: decide('reviewed', base), what: `Edit ${base}` })
      }
    }
    for (const itemId of ids) {
      const undone = await review['truth.undo']({ itemId, base: 2 })
      expect(undone).toMatchObject({ ...decide('reviewed', 0), history: { undo: 'Edit 0', redo: 'Edit 1' } })
    }
  })

  test('of what is there already makes no revision and no event', async () => {
    const store = projectWithItem()
    const context = contextOf(store)
    const review = createReviewService(context)
    expect(
      await outcome(() => review['truth.save']({ itemId: 'one', base: 0, decision: EMPTY, what: 'Edit' })),
    ).toEqual({
      revision: 0,
      ...EMPTY,
      history: {},
    })
    expect(store.revisions.list('one', { limit: 1_000 }).reverse()).toEqual([])
    expect(context.sent).toEqual([])
  })

  test('needs an item that exists and target ids that differ', async () => {
    const store = projectWithItem()
    const review = createReviewService(contextOf(store))
    const twice: Decision = { targets: [target('a', 1), target('a', 2)], state: 'reviewed' }
    const save = (itemId: string, decision: Decision) =>
      outcome(() => review['truth.save']({ itemId, base: 0, decision, what: 'Edit' }))
    expect(await save('none', EMPTY)).toBe('not-found')
    expect(await save('one', twice)).toBe('same-target-twice')
  })

  test('beside another writer is refused', async () => {
    const store = projectWithItem()
    const second = createReviewService(contextOf(openForTest(store.folder)))
    const save = { itemId: 'one', base: 0, decision: decide('reviewed'), what: 'Edit' }
    expect(await outcome(() => second['truth.save'](save))).toBe('read-only')
  })

  test('tells who, when and what; the log is read newest first, in pages', async () => {
    const store = projectWithItem()
    const review = createReviewService(contextOf(store, Settings.parse({ reviewer: 'Alex' })))
    for (const base of [0, 1, 2]) {
      await review['truth.save']({ itemId: 'one', base, decision: decide('reviewed', base), what: `Edit ${base}` })
    }
    await review['truth.undo']({ itemId: 'one', base: 3 })
    const first = await review['revisions.list']({ itemId: 'one', limit: 2 })
    expect(first).toEqual([
      {
        itemId: 'one',
        number: 4,
        kind: 'undo',
        what: 'Undid: Edit 2',
        by: 'Alex',
        at: 4,
        of: 2,
        state: 'reviewed',
        targetCount: 1,
      },
      { itemId: 'one', number: 3, kind: 'edit', what: 'Edit 2', by: 'Alex', at: 3, state: 'reviewed', targetCount: 1 },
    ])
    const rest = await review['revisions.list']({ itemId: 'one', before: 3, limit: 100 })
    expect(rest.map((head) => head.number)).toEqual([2, 1])
  })
})

describe('the error of an item', () => {
  test('is known once it is reviewed, and follows the newest answer of each solver and the radius', async () => {
    const store = projectWithItem()
    addAnswer(store, 'one', 'old', [{ x: 10, y: 9 }])
    addAnswer(store, 'one', 'new', [{ x: 10, y: 5 }])
    let settings = Settings.parse({ hitRadius: { unit: 'px', value: 5 } })
    const review = createReviewService({ ...contextOf(store), settings: () => settings })
    const error = () => store.items.row('one')?.errorPx
    await review['truth.save']({ itemId: 'one', base: 0, decision: decide('flagged', 10), what: 'Edit' })
    expect(error()).toBeUndefined()
    await review['truth.save']({ itemId: 'one', base: 1, decision: decide('reviewed', 10), what: 'Edit' })
    expect(error()).toBe(4)
    settings = Settings.parse({ hitRadius: { unit: 'px', value: 3 } })
    await review.refreshErrors()
    expect(error()).toBeUndefined()
    // 1 % of the diagonal of 500 px.
    settings = Settings.parse({ hitRadius: { unit: 'diagonal', value: 0.01 } })
    await review.refreshErrors()
    expect(error()).toBe(4)
  })

  test('of many points is computed after the save was answered, and then told', async () => {
    const store = projectWithItem()
    const many = decide('reviewed', ...Array.from({ length: 100 }, (_, index) => index))
    addAnswer(
      store,
      'one',
      'answer',
      many.targets.map(({ x, y }) => ({ x: x + 0.25, y })),
    )
    const context = contextOf(store)
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    const emit: typeof context.emit = (event) => {
      context.emit(event)
      if (context.sent.length === 2) tell()
    }
    const review = createReviewService({ ...context, emit })
    await review['truth.save']({ itemId: 'one', base: 0, decision: many, what: 'Edit' })
    expect(store.items.row('one')?.errorPx).toBeUndefined()
    await told
    expect(store.items.row('one')?.errorPx).toBeCloseTo(0.25)
    const changed = { name: 'item.changed', payload: { id: 'one', revision: 1 } }
    expect(context.sent).toEqual([changed, changed])
  })

  test('is not computed any more once the project closes', async () => {
    const store = projectWithItem()
    const many = decide('reviewed', ...Array.from({ length: 100 }, (_, index) => index))
    const review = createReviewService(contextOf(store))
    await review['truth.save']({ itemId: 'one', base: 0, decision: many, what: 'Edit' })
    review.close()
    store.close()
    // A late computation would fail on the closed store, and its log would throw.
    await nextTurn()
  })
})
