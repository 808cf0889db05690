import { fork } from 'node:child_process'
import { copyFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DecoderChild, SpawnDecoder } from '../../src/main/images/decoder.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { createDetector, type Detector } from '../../src/main/services/models/detector.ts'
import { colourFile, openDetector, pictureOf } from './support.ts'
import { temporaryFolder } from '../store/support.ts'

const picture = await pictureOf(64, 64, [{ x: 0, y: 0, width: 16, height: 16, colour: 'red' }])

/** A spawner that remembers its children, and tells when one has ended. */
function watchedSpawn() {
  const children: (DecoderChild & { readonly ended: Promise<void> })[] = []
  const spawn: SpawnDecoder = (work) => {
    const child = spawnNodeDecoder(work)
    const { promise, resolve } = Promise.withResolvers<void>()
    child.onExit(() => {
      resolve()
    })
    children.push({ ...child, ended: promise })
    return child
  }
  return { children, spawn }
}

const find = (detector: Detector, path: string, signal?: AbortSignal) =>
  detector.run({ kind: 'detect', model: { path }, picture, instruction: 'red patches', options: {} }, signal)

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('one child serves many tasks, and keeps two models loaded', async () => {
  const { children, spawn } = watchedSpawn()
  const detector = openDetector({ spawn })
  const paths = [colourFile({ output: 'v8' }), colourFile({ output: 'v5' }), colourFile({ output: 'v10' })]
  for (const path of [...paths, ...paths]) expect((await find(detector, path)).points).toHaveLength(1)
  expect(children).toHaveLength(1)
})

test('a file that was replaced is read anew', async () => {
  const detector = openDetector()
  const path = join(temporaryFolder(), 'model.onnx')
  copyFileSync(colourFile({ output: 'v8' }), path)
  expect((await find(detector, path)).points[0]?.label).toBe('red patch')
  copyFileSync(colourFile({ output: 'v8', metadata: { names: "['cherry', 'plum']" } }), path)
  utimesSync(path, new Date(), new Date(Date.now() + 5_000))
  await expect(find(detector, path)).rejects.toMatchObject({ fault: 'unknown-class' })
})

test('a child that is killed fails its task with words, and the next task has a new child', async () => {
  const { children, spawn } = watchedSpawn()
  const detector = openDetector({ spawn })
  const path = colourFile({ output: 'v8' })
  await find(detector, path)
  const [first, waiting] = [find(detector, path), find(detector, path)]
  // The task has been given to the child when the microtasks before it are done.
  await Promise.resolve()
  await Promise.resolve()
  process.kill(children[0]?.pid ?? 0, 'SIGKILL')
  await expect(first).rejects.toMatchObject({ fault: 'crashed', message: expect.stringContaining('ended by itself') })
  expect((await waiting).points).toHaveLength(1)
  expect(children).toHaveLength(2)
})

test('a task that takes too long ends its child', async () => {
  const { children, spawn } = watchedSpawn()
  const detector = openDetector({ spawn, deadline: 1 })
  await expect(find(detector, colourFile({ output: 'v8' }))).rejects.toMatchObject({
    fault: 'crashed',
    message: 'The model took longer than 0.001 seconds.',
  })
  await children[0]?.ended
})

test('a task that is not wanted any more ends, and the others go on', async () => {
  const detector = openDetector()
  const path = colourFile({ output: 'v8' })
  const abort = new AbortController()
  const [unwanted, wanted] = [find(detector, path, abort.signal), find(detector, path)]
  await Promise.resolve()
  abort.abort()
  await expect(unwanted).rejects.toMatchObject({ name: 'AbortError' })
  expect((await wanted).points).toHaveLength(1)
  await expect(find(detector, path, abort.signal)).rejects.toMatchObject({ name: 'AbortError' })
})

test('a child that has nothing to do ends, and its models leave the memory', async () => {
  const { children, spawn } = watchedSpawn()
  const detector = openDetector({ spawn, idle: 50 })
  const path = colourFile({ output: 'v8' })
  await find(detector, path)
  await children[0]?.ended
  expect((await find(detector, path)).points).toHaveLength(1)
  expect(children).toHaveLength(2)
})

test('a child that holds too much is replaced', async () => {
  const { children, spawn } = watchedSpawn()
  const detector = openDetector({ spawn, memory: 1 })
  const path = colourFile({ output: 'v8' })
  await find(detector, path)
  await children[0]?.ended
  await find(detector, path)
  expect(children).toHaveLength(2)
})

test('a machine on which the runtime does not load refuses models with words, and nothing breaks', async () => {
  const hook = `import{registerHooks}from'node:module';registerHooks({resolve(name,context,next){
    if(name==='onnxruntime-node')throw new Error('libonnxruntime.so.1: cannot open shared object file');
    return next(name,context)}})`
  const file = join(import.meta.dirname, '../../src/main/workers/detect.ts')
  const child = fork(file, [], {
    serialization: 'advanced',
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(hook)}`],
  })
  const detector = openDetector({
    spawn: () => ({
      pid: child.pid,
      send: (message) => child.send(message as object),
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.once('exit', listener),
      kill: () => child.kill('SIGKILL'),
    }),
  })
  await expect(detector.run({ kind: 'inspect', model: { path: colourFile({ output: 'v8' }) } })).rejects.toMatchObject({
    fault: 'bad-model',
    message:
      'Models cannot be run on this machine: onnxruntime does not load (libonnxruntime.so.1: cannot open shared object file).',
  })
})

test('closing leaves no process behind, and open tasks fail with words', async () => {
  const { children, spawn } = watchedSpawn()
  const detector = createDetector({ spawn })
  onTestFinished(() => {
    detector.close()
  })
  const path = colourFile({ output: 'v8' })
  await find(detector, path)
  const open = [find(detector, path), find(detector, path)]
  detector.close()
  for (const one of open) await expect(one).rejects.toMatchObject({ fault: 'crashed' })
  await expect(find(detector, path)).rejects.toMatchObject({ message: 'The project was closed.' })
  await children[0]?.ended
  expect(children.filter(({ pid }) => isAlive(pid ?? 0))).toEqual([])
})
