import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AppEvent } from '../../contract/contract.ts'
import type { Job } from '../../contract/payloads.ts'
import { Job as JobSchema } from '../../contract/payloads.ts'
import { createJobs } from './jobs.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function registry() {
  const sent: Job[] = []
  let ids = 0
  const emit = (event: AppEvent) => {
    if (event.name === 'job.changed') sent.push(JobSchema.parse(event.payload))
  }
  const jobs = createJobs({ emit, newId: () => `job-${(ids += 1)}`, now: () => Date.now() })
  return { jobs, sent }
}

describe('events', () => {
  test('come at most ten a second, and the last state always arrives', () => {
    const { jobs, sent } = registry()
    const job = jobs.start('import', 1_000, 'Reading')
    for (let step = 0; step < 1_000; step += 1) {
      job.advance()
      vi.advanceTimersByTime(1)
    }
    expect(sent.length).toBeLessThanOrEqual(12)
    vi.advanceTimersByTime(100)
    expect(sent.at(-1)?.done).toBe(1_000)
    job.finish('1,000 images added')
    expect(sent.at(-1)).toMatchObject({ state: 'done', message: '1,000 images added', done: 1_000 })
    const count = sent.length
    vi.advanceTimersByTime(1_000)
    expect(sent).toHaveLength(count)
  })

  test('nothing follows the end', () => {
    const { jobs, sent } = registry()
    const job = jobs.start('export', 1, 'Writing')
    job.fail('The disk is full.')
    job.advance()
    job.finish('Done')
    vi.advanceTimersByTime(1_000)
    expect(sent.at(-1)).toMatchObject({ state: 'failed', message: 'The disk is full.', done: 0 })
  })
})

test('rate and time left follow the work, and the mean rate remains', async () => {
  const { jobs } = registry()
  const job = jobs.start('solve', 100, 'Solving')
  for (let step = 0; step < 50; step += 1) {
    vi.advanceTimersByTime(200)
    job.advance()
  }
  const running = (await jobs['jobs.get']({ id: job.id })).job
  expect(running.rate).toBeCloseTo(5)
  expect(running.etaMs).toBeCloseTo(10_000)
  job.finish('Stopped')
  const ended = (await jobs['jobs.get']({ id: job.id })).job
  expect(ended.rate).toBeCloseTo(5)
  expect(ended).not.toHaveProperty('etaMs')
})

test('keeps the words of problems and the ids of what was added', async () => {
  const { jobs } = registry()
  const job = jobs.start('import', 2, 'Reading')
  job.problem({ name: 'a.png', reason: 'It is cut short.', remedy: 'Save it again.' })
  job.note('b.gif: first of 3 frames')
  for (let item = 0; item < 1_001; item += 1) job.added(`item-${item}`)
  const got = await jobs['jobs.get']({ id: job.id })
  expect(got.job.problems).toBe(1)
  expect(got.problems[0]?.name).toBe('a.png')
  expect(got.notes).toEqual(['b.gif: first of 3 frames'])
  expect(got.itemIds).toHaveLength(1_000)
})

test('a cancelled job ends when its work has stopped', async () => {
  const { jobs } = registry()
  const job = jobs.start('import', 2, 'Reading')
  await jobs['jobs.cancel']({ id: job.id })
  expect(job.signal.aborted).toBe(true)
  expect((await jobs['jobs.list']({}))[0]?.state).toBe('running')
  job.finish('Stopped after 1 image')
  expect((await jobs['jobs.list']({}))[0]?.state).toBe('cancelled')
})

test('closing waits until all work has stopped', async () => {
  const { jobs } = registry()
  const job = jobs.start('import', 2, 'Reading')
  job.signal.addEventListener('abort', () => setTimeout(() => job.finish('Stopped'), 500))
  const closed = jobs.close()
  vi.advanceTimersByTime(500)
  await closed
  expect((await jobs['jobs.list']({}))[0]?.state).toBe('cancelled')
})

test('an unknown job is said to be unknown, and only the newest hundred ended ones are kept', async () => {
  const { jobs } = registry()
  expect(() => jobs['jobs.get']({ id: 'nothing' })).toThrow(expect.objectContaining({ code: 'not-found' }))
  for (let count = 0; count < 150; count += 1) jobs.start('import', 1, 'Reading').finish('Done')
  jobs.start('import', 1, 'Reading')
  expect(await jobs['jobs.list']({})).toHaveLength(101)
  expect(() => jobs['jobs.get']({ id: 'job-1' })).toThrow(expect.objectContaining({ code: 'not-found' }))
})
