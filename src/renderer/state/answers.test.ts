import { describe, expect, it } from 'vitest'
import type { ItemDetail, SolverInfo } from '../../contract/payloads.ts'
import type { Answer } from '../../core/answer.ts'
import type { Task, TaskStatus } from '../../core/task.ts'
import { scoreOf, standings } from './answers.ts'

const solver = (id: string, position: number): SolverInfo => ({
  solver: {
    id,
    name: id,
    profile: 'ucaptcha',
    builtIn: 'shapes',
    enabled: true,
    position,
    mark: position,
    concurrency: 1,
    options: {},
  },
  key: { kind: 'not-needed' },
})
const answer = (id: string, solverId: string, at: number, points: { x: number; y: number }[] = []): Answer => ({
  id,
  taskId: id,
  itemId: 'i',
  solverId,
  points,
  convention: 'sent-pixels',
  sentSize: { width: 100, height: 100 },
  latencyMs: 1,
  at,
})
const task = (id: string, solverId: string, status: TaskStatus): Task => ({
  id,
  itemId: 'i',
  solverId,
  status,
  instruction: '',
  createdAt: 0,
})
const detail = (answers: Answer[], tasks: Task[]): ItemDetail => ({
  item: {
    id: 'i',
    image: {
      hash: 'a'.repeat(64),
      name: 'a',
      bytes: 1,
      format: 'png',
      width: 100,
      height: 100,
      orientation: 1,
      frames: 1,
    },
    name: 'a',
    instruction: '',
    state: 'unreviewed',
    revision: 0,
    addedAt: 0,
  },
  targets: [],
  history: {},
  answers,
  tasks,
})

describe('standings', () => {
  it('takes the newest answer of each solver, in the order of the solvers', () => {
    const read = standings(detail([answer('old', 'a', 1), answer('new', 'a', 2), answer('other', 'b', 1)], []), [
      solver('b', 0),
      solver('a', 1),
    ])
    expect(read.map(({ answer: one }) => one?.id)).toEqual(['other', 'new'])
  })

  it('leaves out solvers that were never asked, and tasks that ended well', () => {
    const read = standings(detail([answer('x', 'a', 1)], [task('t', 'a', 'solved')]), [solver('a', 0), solver('b', 1)])
    expect(read).toHaveLength(1)
    expect(read[0]?.task).toBeUndefined()
  })

  it('tells of the newest task where it failed, beside an earlier answer', () => {
    const read = standings(detail([answer('x', 'a', 1)], [task('2', 'a', 'failed'), task('1', 'a', 'solved')]), [
      solver('a', 0),
    ])
    expect(read[0]?.task?.id).toBe('2')
    expect(read[0]?.answer?.id).toBe('x')
  })
})

describe('scoreOf', () => {
  const size = { width: 100, height: 100 }
  const radius = { unit: 'px', value: 5 } as const

  it('says nothing while there is no truth', () => {
    expect(scoreOf(answer('x', 'a', 1), { targets: [], state: 'unreviewed' }, size, radius)).toBeUndefined()
  })

  it('judges against a verified-empty truth', () => {
    const empty = { targets: [], state: 'reviewed' }
    expect(scoreOf(answer('x', 'a', 1), empty, size, radius)?.verdict).toBe('right')
    expect(scoreOf(answer('x', 'a', 1, [{ x: 1, y: 1 }]), empty, size, radius)?.extras).toBe(1)
  })
})
