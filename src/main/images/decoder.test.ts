import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DecodeReply, DecodeRequest } from './decode-job.ts'
import { OUT_OF_MEMORY_EXIT } from './decode-job.ts'
import type { DecoderChild } from './decoder.ts'
import { createDecoder } from './decoder.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const picture = { bytes: new Uint8Array([1]), format: 'jpeg', width: 1, height: 1 }
const job = { kind: 'upright', bytes: new Uint8Array([1]) } as const

/** Children that do what `answer` says; a child without an answer hangs. */
function children(answer: (request: DecodeRequest, child: FakeChild) => Partial<DecodeReply> | undefined) {
  const started: FakeChild[] = []
  const spawn = (): DecoderChild => {
    const child = new FakeChild()
    started.push(child)
    return {
      pid: undefined,
      send: (message) => {
        const request = message as DecodeRequest
        child.requests.push(request)
        const reply = answer(request, child)
        if (reply) queueMicrotask(() => child.say({ id: request.id, rss: 1, ok: true, value: picture, ...reply }))
      },
      onMessage: (listener) => {
        child.say = listener
      },
      onExit: (listener) => {
        child.exit = listener
      },
      kill: () => {
        child.killed = true
      },
    }
  }
  return { started, spawn }
}
class FakeChild {
  readonly requests: DecodeRequest[] = []
  killed = false
  say: (message: unknown) => void = () => undefined
  exit: (code: number | null) => void = () => undefined
}

test('no more children than allowed, and none before there is work', async () => {
  const { started, spawn } = children(() => ({}))
  const decoder = createDecoder({ spawn, children: 2 })
  expect(started).toHaveLength(0)
  await Promise.all(Array.from({ length: 10 }, () => decoder.run(job)))
  expect(started).toHaveLength(2)
  expect(started.flatMap((child) => child.requests)).toHaveLength(10)
  decoder.close()
  expect(started.every((child) => child.killed)).toBe(true)
  await expect(decoder.run(job)).rejects.toThrow('closed')
})

test('a child that hangs is killed at the deadline and replaced', async () => {
  const { started, spawn } = children((_, child) => (child === started[0] ? undefined : {}))
  const decoder = createDecoder({ spawn, children: 1, deadline: 20_000 })
  const hung = expect(decoder.run(job)).rejects.toMatchObject({ reason: 'Decoding it took longer than 20 seconds.' })
  const next = decoder.run(job)
  await vi.advanceTimersByTimeAsync(20_000)
  await hung
  expect(started[0]?.killed).toBe(true)
  expect(await next).toEqual(picture)
})

test('a search for shapes gets longer than a picture, but not for ever', async () => {
  const { started, spawn } = children(() => undefined)
  const decoder = createDecoder({ spawn, children: 1, deadline: 20_000, shapesDeadline: 60_000 })
  const late = expect(decoder.run({ kind: 'shapes', bytes: job.bytes, instruction: 'Click' })).rejects.toMatchObject({
    reason: 'Looking for shapes in it took longer than 60 seconds.',
  })
  await vi.advanceTimersByTimeAsync(59_999)
  expect(started[0]?.killed).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await late
  expect(started[0]?.killed).toBe(true)
})

test('a child that dies fails its job only, and says when memory was the cause', async () => {
  const { started, spawn } = children((_, child) => (child === started[2] ? {} : undefined))
  const decoder = createDecoder({ spawn, children: 1 })
  const jobs = [decoder.run(job), decoder.run(job), decoder.run(job)].map((run) => run.catch((error: unknown) => error))
  await vi.advanceTimersByTimeAsync(1)
  started[0]?.exit(null)
  await vi.advanceTimersByTimeAsync(1)
  started[1]?.exit(OUT_OF_MEMORY_EXIT)
  expect(await jobs[0]).toMatchObject({ reason: 'The decoder stopped while reading it.' })
  expect(await jobs[1]).toMatchObject({ reason: 'Decoding it needs more memory than is allowed.' })
  expect(await jobs[2]).toEqual(picture)
})

test('a child is replaced after its share of jobs, or when it has grown', async () => {
  const { started, spawn } = children((request) => ({ rss: request.id === 8 ? 500 : 1 }))
  const decoder = createDecoder({ spawn, children: 1, jobsPerChild: 5, memoryPerChild: 400 })
  for (let count = 0; count < 10; count += 1) await decoder.run(job)
  expect(started.map((child) => child.requests.length)).toEqual([5, 3, 2])
  expect(started.map((child) => child.killed)).toEqual([true, true, false])
})

test('a picture somebody waits for goes before an import', async () => {
  const { started, spawn } = children(() => ({}))
  const decoder = createDecoder({ spawn, children: 1 })
  const inspect = { kind: 'inspect', bytes: new Uint8Array([1]), format: 'png' } as const
  await Promise.all([decoder.run(inspect), decoder.run(inspect), decoder.run(inspect), decoder.run(job)])
  expect(started[0]?.requests.map((request) => request.job.kind)).toEqual(['inspect', 'upright', 'inspect', 'inspect'])
})

test('failures keep their kind across the border', async () => {
  const errors = [
    { kind: 'refused', reason: 'It is empty.', remedy: 'Copy it again.' },
    { kind: 'cannot-read', message: 'Only shapes.' },
  ] as const
  const { spawn } = children(({ id }) => ({ ok: false, error: errors[(id - 1) % 2] }) as Partial<DecodeReply>)
  const decoder = createDecoder({ spawn, children: 1 })
  await expect(decoder.run(job)).rejects.toMatchObject({ name: 'ImageRefused', reason: 'It is empty.' })
  await expect(decoder.run(job)).rejects.toMatchObject({ name: 'InstructionNotRead', message: 'Only shapes.' })
})
