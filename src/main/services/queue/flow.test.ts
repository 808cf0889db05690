import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Flow } from './flow.ts'
import { createFlow } from './flow.ts'

const coolDown = { first: 30_000, longest: 900_000 }
const openFlow = (random = 0): Flow =>
  createFlow(
    () => 'Service',
    () => random,
    coolDown,
  )
const rate = { count: 10, seconds: 2 }
const SPACE = 200

/** Sends whatever may be sent at each of the moments and returns when what left. */
function send(flow: Flow, moments: readonly number[]): number[] {
  const left: number[] = []
  for (const now of moments) {
    while (flow.ask(now, rate).kind === 'go') {
      flow.begin(`task-${left.length}`, now, rate)
      expect(flow.takeTurn(now, rate)).toBe(0)
      flow.clear(`task-${left.length}`)
      left.push(now)
    }
  }
  return left
}

test('tasks leave evenly spaced, whenever they are asked for, also after the machine slept', () => {
  const gap = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 3_600_000, max: 90_000_000 }))
  fc.assert(
    fc.property(fc.array(gap, { maxLength: 200 }), (gaps) => {
      let now = 0
      const moments = gaps.map((step) => (now += step))
      const left = send(openFlow(), moments)
      left.slice(1).forEach((moment, place) => {
        expect(moment - (left[place] ?? 0)).toBeGreaterThanOrEqual(SPACE)
      })
    }),
  )
})

test('nothing is held back longer than the rate asks for', () => {
  const left = send(
    openFlow(),
    Array.from({ length: 2_001 }, (_, at) => at),
  )
  expect(left).toEqual(Array.from({ length: 11 }, (_, at) => at * SPACE))
})

test('tasks that were being made ready together still leave one after another', () => {
  const flow = openFlow()
  expect(flow.takeTurn(0, rate)).toBe(0)
  expect(flow.takeTurn(0, rate)).toBe(SPACE)
  expect(flow.takeTurn(150, rate)).toBe(50)
  // Woken an hour late, both ask at once.
  expect(flow.takeTurn(3_600_000, rate)).toBe(0)
  expect(flow.takeTurn(3_600_000, rate)).toBe(SPACE)
})

/** Begins a task and loses its reply. */
const lose = (flow: Flow, id: string, now: number) => {
  flow.begin(id, now, undefined)
  flow.unclear(id, now)
}

test('three lost replies in a row open the breaker; each probe that is lost doubles its time, up to the longest', () => {
  const flow = openFlow()
  for (const id of ['a', 'b']) lose(flow, id, 0)
  expect(flow.ask(0, undefined).kind).toBe('go')
  lose(flow, 'c', 0)
  let now = 0
  for (const time of [30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000]) {
    expect(flow.ask(now, undefined)).toEqual({ kind: 'wait', ms: time })
    expect(flow.trouble(now + time - 1)).toMatchObject({ untilMs: 1 })
    now += time
    expect(flow.ask(now, undefined).kind).toBe('go')
    flow.begin('probe', now, undefined)
    expect(flow.ask(now, undefined).kind).toBe('busy')
    flow.unclear('probe', now)
  }
})

test('a probe with a clear reply closes the breaker, and the lanes fill up again step by step', () => {
  const flow = openFlow()
  for (const id of ['a', 'b', 'c']) lose(flow, id, 0)
  flow.begin('probe', 30_000, undefined)
  flow.clear('probe')
  for (const id of ['d', 'e']) {
    expect(flow.ask(30_000, undefined).kind).toBe('go')
    flow.begin(id, 30_000, undefined)
  }
  expect(flow.ask(30_000, undefined).kind).toBe('busy')
  // And it takes three again to open it, for longer, since little time went well between.
  flow.unclear('d', 30_000)
  flow.unclear('e', 30_000)
  expect(flow.ask(30_000, undefined).kind).toBe('go')
  lose(flow, 'f', 30_000)
  expect(flow.ask(30_000, undefined)).toEqual({ kind: 'wait', ms: 60_000 })
})

test('a service that loses every second reply opens it too, and its time begins anew after ten that went well', () => {
  const flow = openFlow()
  let sent = 0
  const sendOne = (isClear: boolean, now: number) => {
    sent += 1
    if (!isClear) lose(flow, `task-${sent}`, now)
    else {
      flow.begin(`task-${sent}`, now, undefined)
      flow.clear(`task-${sent}`)
    }
  }
  while (flow.ask(0, undefined).kind === 'go') sendOne(sent % 2 === 1, 0)
  expect(sent).toBeLessThanOrEqual(10)
  expect(flow.quietFor(0)).toBe(30_000)
  sendOne(true, 30_000)
  while (flow.ask(30_000, undefined).kind === 'go') sendOne(sent % 2 === 1, 30_000)
  expect(flow.quietFor(30_000)).toBe(60_000)
  for (let times = 0; times < 10; times += 1) sendOne(true, 90_000)
  for (let times = 0; times < 3; times += 1) sendOne(false, 90_000)
  expect(flow.quietFor(90_000)).toBe(30_000)
})

test('others that were under way when it opened do not open it further', () => {
  const flow = openFlow()
  const ids = Array.from({ length: 64 }, (_, at) => `task-${at}`)
  for (const id of ids) flow.begin(id, 0, undefined)
  for (const id of ids) flow.unclear(id, 10)
  expect(flow.ask(10, undefined)).toEqual({ kind: 'wait', ms: 30_000 })
})

test('at most one request a second is let through while replies get lost, however often it is asked', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 50, maxLength: 300 }), (gaps) => {
      const flow = openFlow()
      let now = 0
      const sent: number[] = []
      for (const gap of gaps) {
        now += gap
        if (flow.ask(now, undefined).kind !== 'go') continue
        sent.push(now)
        lose(flow, `task-${sent.length}`, now)
      }
      const open = sent.slice(3)
      open.slice(1).forEach((moment, place) => {
        expect(moment - (open[place] ?? 0)).toBeGreaterThanOrEqual(coolDown.first)
      })
    }),
  )
})

test('a busy service is given half as many at once, after the time it asks for, and one more with each reply', () => {
  const flow = openFlow()
  for (let at = 0; at < 8; at += 1) flow.begin(`task-${at}`, 0, undefined)
  expect(flow.later('task-0', 0, 5_000, 'No one is free.')).toBe(1)
  expect(flow.trouble(0)).toEqual({ reason: 'Service: No one is free.', untilMs: 5_000 })
  expect(flow.quietFor(4_000)).toBe(1_000)
  expect(flow.ask(5_000, undefined).kind).toBe('busy')
  for (let at = 1; at < 8; at += 1) flow.clear(`task-${at}`)
  for (let at = 0; at < 11; at += 1) {
    expect(flow.ask(5_000, undefined).kind).toBe('go')
    flow.begin(`next-${at}`, 5_000, undefined)
  }
  expect(flow.ask(5_000, undefined).kind).toBe('busy')
})

test('busy again and again is counted until something is taken, and its waits grow', () => {
  const flow = openFlow(0.999)
  const waits = [1, 2, 3, 4].map((times) => {
    flow.begin('task', 0, undefined)
    expect(flow.later('task', 0, undefined, 'Busy.')).toBe(times)
    return flow.quietFor(0)
  })
  expect(waits.map((wait) => Math.round(wait / 1_000))).toEqual([1, 2, 4, 8])
  flow.begin('task', 10_000, undefined)
  flow.clear('task')
  flow.begin('task', 10_000, undefined)
  expect(flow.later('task', 10_000, undefined, 'Busy.')).toBe(1)
})

test('a person who acts ends the waits of our own, and none that the service asked for', () => {
  const patient = openFlow()
  for (const id of ['a', 'b', 'c']) lose(patient, id, 0)
  patient.patience(0, 900_000)
  patient.reset()
  expect(patient.quietFor(0)).toBe(900_000)
  const busy = openFlow()
  busy.begin('a', 0, undefined)
  busy.later('a', 0, 60_000, 'Busy.')
  busy.reset()
  expect(busy.ask(0, undefined)).toEqual({ kind: 'wait', ms: 60_000 })
  expect(busy.ask(60_000, undefined).kind).toBe('go')

  const flow = openFlow()
  for (const id of ['a', 'b', 'c']) lose(flow, id, 0)
  flow.reset()
  expect(flow.ask(0, undefined).kind).toBe('go')
  expect(flow.trouble(0)).toBeUndefined()
})

test('a task that never left makes room again', () => {
  const flow = openFlow()
  for (const id of ['a', 'b', 'c']) lose(flow, id, 0)
  flow.begin('probe', 30_000, undefined)
  flow.withdraw('probe')
  expect(flow.asking()).toBe(0)
  expect(flow.ask(30_000, undefined).kind).toBe('go')
})
