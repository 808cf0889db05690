import { expect, it } from 'vitest'
import type { ItemDetail, RevisionHead, SolverInfo } from '../../../contract/payloads.ts'
import { historyLines } from './history-lines.ts'

const solver: SolverInfo = {
  solver: {
    id: 's',
    name: 'Shapes',
    profile: 'ucaptcha',
    builtIn: 'shapes',
    enabled: true,
    position: 0,
    mark: 0,
    options: {},
    concurrency: 1,
  },
  key: { kind: 'not-needed' },
}
const head = (number: number, at: number, part: Partial<RevisionHead> = {}): RevisionHead => ({
  itemId: 'i',
  number,
  kind: 'edit',
  what: 'Added 1',
  by: 'Reviewer',
  at,
  state: 'unreviewed',
  targetCount: 1,
  ...part,
})
const detail: ItemDetail = {
  item: {
    id: 'i',
    image: { hash: 'a'.repeat(64), name: 'a', bytes: 1, format: 'png', width: 9, height: 9, orientation: 1, frames: 1 },
    name: 'a',
    instruction: '',
    state: 'unreviewed',
    revision: 2,
    addedAt: 1,
  },
  targets: [],
  history: {},
  answers: [
    {
      id: 'a',
      taskId: 't',
      itemId: 'i',
      solverId: 's',
      points: [{ x: 1, y: 1 }],
      convention: 'sent-pixels',
      sentSize: { width: 9, height: 9 },
      latencyMs: 1,
      at: 20,
    },
  ],
  tasks: [
    {
      id: 'f',
      itemId: 'i',
      solverId: 'gone',
      status: 'failed',
      instruction: '',
      failure: { code: 'X', message: 'No balance.' },
      createdAt: 2,
      settledAt: 40,
    },
    { id: 't', itemId: 'i', solverId: 's', status: 'solved', instruction: '', createdAt: 2, settledAt: 20 },
  ],
}

it('merges revisions, answers and failures, newest first, down to the import', () => {
  const lines = historyLines(detail, [head(2, 50), head(1, 30)], [solver])
  expect(lines.map(({ words }) => words)).toEqual([
    'Added 1',
    'A removed solver failed: No balance.',
    'Added 1',
    'Shapes answered, 1 point',
    'Added',
  ])
  expect(lines.filter(({ isCurrent }) => isCurrent).map(({ revision }) => revision)).toEqual([2])
})

const added = (of: ItemDetail, revisions: RevisionHead[] = []): unknown => historyLines(of, revisions, []).at(-1)

it('offers the state before the first revision, and marks it where nothing else happened', () => {
  expect(added(detail, [head(1, 30)])).toMatchObject({ revision: 0, isCurrent: false, canRestore: true })
  expect(added(detail)).toMatchObject({ revision: 0, isCurrent: false, canRestore: false })
  expect(added({ ...detail, answers: [], tasks: [] })).toMatchObject({ isCurrent: true, canRestore: false })
})

it('says undo and restore once', () => {
  const undone = historyLines(detail, [head(3, 60, { kind: 'undo', what: 'Added 1', of: 1 })], [solver])
  expect(undone[0]?.words).toBe('Undid: Added 1')
  const restored = historyLines(
    detail,
    [head(3, 60, { kind: 'restore', what: 'Restored revision 1', of: 1 })],
    [solver],
  )
  expect(restored[0]?.words).toBe('Restored revision 1')
})
