import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contract } from '../../src/contract/contract.ts'
import { createClient } from '../../src/contract/rpc.ts'
import type { SolverOptions } from '../../src/core/solver.ts'
import { useAnswer } from '../../src/core/truth.ts'
import { createApp } from '../../src/main/app.ts'
import { createSessionVault } from '../../src/main/host/session-vault.ts'
import type { DecoderChild } from '../../src/main/images/decoder.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { temporaryFolder } from '../store/support.ts'
import { colourModel } from './colour-model.ts'
import { colourFile, type Patch, pictureOf } from './support.ts'

/** The real app with a project, whose detector children can be looked at. */
async function openApp({
  dataDir = temporaryFolder(),
  tamper = (child: DecoderChild) => child,
}: { dataDir?: string; tamper?: (child: DecoderChild) => DecoderChild } = {}) {
  const detectors: DecoderChild[] = []
  const logged: string[] = []
  const app = await createApp({
    version: '1',
    dataDir,
    projectPath: join(dataDir, 'Patches.pointcheck'),
    resourcesDir: dataDir,
    spawnDecoder: (work) => {
      const child = spawnNodeDecoder(work)
      if (work !== 'detect') return child
      detectors.push(child)
      return tamper(child)
    },
    keys: createSessionVault(),
    log: (level, message, error) => logged.push(`${level} ${message} ${String(error)}`),
  })
  let isOpen = true
  const close = async () => {
    if (isOpen) await app.close()
    isOpen = false
  }
  onTestFinished(close)
  const client = createClient(contract, { send: app.dispatch })

  /** Resolves with what `look` gives as soon as it gives something, asked after every event. */
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (;;) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const stop = app.listen(() => {
        resolve()
      })
      const found = await look()
      if (found === undefined) await promise
      stop()
      if (found !== undefined) return found
    }
  }

  const add = async (name: string, instruction: string, bytes: Uint8Array): Promise<string> => {
    const { jobId } = await client['imports.begin']({ total: 1, instruction })
    await app.upload(jobId, name, bytes)
    await client['imports.finish']({ jobId })
    const { itemIds, problems } = await client['jobs.get']({ id: jobId })
    expect(problems).toEqual([])
    return itemIds[0] ?? ''
  }
  const addSolver = async (options: SolverOptions): Promise<string> => {
    const solver = { name: 'Patches', profile: 'onnx', enabled: true, concurrency: 4, options } as const
    return (await client['solvers.save']({ solver })).solver.id
  }
  const send = (solverId: string) => client['tasks.send']({ items: {}, solverIds: [solverId] })
  /** The newest task of an item, when nothing can happen to it by itself any more. */
  const settled = (itemId: string) =>
    until(async () => {
      const detail = await client['items.get']({ id: itemId })
      const task = detail.tasks[0]
      return task && ['solved', 'failed', 'unconfirmed', 'cancelled'].includes(task.status)
        ? { ...detail, task }
        : undefined
    })
  return { client, close, detectors, logged, until, add, addSolver, send, settled }
}

const patch = (x: number, y: number, side: number, colour: Patch['colour']): Patch => ({
  x,
  y,
  width: side,
  height: side,
  colour,
})

test('a batch is answered with points, boxes and scores, at no cost, and a box that is used is the acceptance region', async () => {
  const { client, add, addSolver, send, settled, detectors } = await openApp()
  const square = await pictureOf(64, 64, [patch(16, 32, 16, 'red'), patch(48, 0, 16, 'blue')])
  // Half size in the model: a cell is 32 px here, and the picture lies between 16 and 48 down.
  const wide = await pictureOf(128, 64, [patch(32, 0, 32, 'red')])
  const items = {
    red: await add('square.png', 'Click on all red patches', square),
    wide: await add('wide.png', 'Click on the red patch', wide),
    none: await add('none.png', 'Click on all blue patches', await pictureOf(64, 64, [patch(0, 0, 16, 'red')])),
    other: await add('other.png', 'Click on all traffic lights', await pictureOf(64, 65, [])),
  }
  const solverId = await addSolver({ modelPath: colourFile({ output: 'v8' }) })
  await send(solverId)

  const red = await settled(items.red)
  expect(red.answers).toMatchObject([{ solverId, convention: 'sent-pixels', sentSize: { width: 64, height: 64 } }])
  const points = [{ x: 24, y: 40, label: 'red patch', score: 1, box: { x: 16, y: 32, width: 16, height: 16 } }]
  expect(red.answers[0]?.points).toEqual(points)
  expect(red.answers[0]?.cost ?? 0).toBe(0)
  const { raw } = await client['answers.raw']({ id: red.answers[0]?.id ?? '' })
  expect(JSON.parse(raw)).toEqual({
    layout: 'YOLO, boxes and scores in one output (v8)',
    picture: { width: 64, height: 64 },
    points,
  })

  expect((await settled(items.wide)).answers[0]?.points).toMatchObject([
    { x: 48, y: 16, label: 'red patch', box: { x: 32, y: 0, width: 32, height: 32 } },
  ])
  expect((await settled(items.none)).answers[0]?.points).toEqual([])
  const other = await settled(items.other)
  expect(other.task).toMatchObject({ status: 'failed', failure: { code: 'unknown-class' } })
  expect(other.task.failure?.message).toContain('red patch, blue patch')
  expect(detectors).toHaveLength(1)

  const targets = useAnswer(red.answers[0]?.points ?? [], ['one'])
  const saved = await client['truth.save']({
    itemId: items.red,
    base: 0,
    decision: { targets, state: 'reviewed' },
    what: 'Took 1 point from Patches',
  })
  expect(saved.targets).toEqual([
    {
      id: 'one',
      x: 24,
      y: 40,
      label: 'red patch',
      required: true,
      region: { kind: 'box', x: 16, y: 32, width: 16, height: 16 },
    },
  ])
})

test('a model that does not fit is refused before anything is sent, and a repaired one goes on', async () => {
  const { client, add, addSolver, send, settled } = await openApp()
  const itemId = await add('a.png', 'red patches', await pictureOf(64, 64, [patch(0, 0, 16, 'red')]))
  const path = join(temporaryFolder(), 'model.onnx')
  writeFileSync(path, 'no model')
  await expect(addSolver({ modelPath: path })).rejects.toMatchObject({ code: 'bad-model' })
  writeFileSync(path, colourModel({ output: 'v10' }))
  const solverId = await addSolver({ modelPath: path })
  writeFileSync(path, 'no model')
  await expect(send(solverId)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining('no ONNX model'),
  })
  await expect(client['solvers.inspectModel']({ path })).rejects.toMatchObject({ code: 'bad-model' })
  expect((await client['items.get']({ id: itemId })).tasks).toEqual([])
  writeFileSync(path, colourModel({ output: 'v10' }))
  expect(await client['solvers.inspectModel']({ path })).toMatchObject({ namesFrom: 'metadata' })
  await send(solverId)
  expect((await settled(itemId)).task.status).toBe('solved')
  // It fitted once; it is gone now.
  rmSync(path)
  await expect(send(solverId)).rejects.toMatchObject({ code: 'bad-model', message: expect.stringContaining('no file') })
})

test('a solver without a model file says so', async () => {
  const { add, addSolver, send } = await openApp()
  await add('a.png', 'red patches', await pictureOf(64, 64, []))
  await expect(addSolver({}).then(send)).rejects.toMatchObject({ message: expect.stringContaining('model file') })
})

test('a child that dies under a task fails that task with words, and the rest is solved', async () => {
  const { add, addSolver, send, settled, detectors } = await openApp({
    tamper: (child) => {
      return {
        ...child,
        send: (message) => {
          child.send(message)
          if (detectors.length === 1 && JSON.stringify(message).includes('"detect"')) child.kill()
        },
      }
    },
  })
  const itemIds = []
  for (let index = 0; index < 4; index += 1)
    itemIds.push(await add(`${index}.png`, 'red patches', await pictureOf(64, 64 + index, [patch(0, 0, 16, 'red')])))
  await send(await addSolver({ modelPath: colourFile({ output: 'v8' }) }))
  const tasks = []
  for (const id of itemIds) tasks.push((await settled(id)).task)
  expect(tasks.map(({ status }) => status).sort()).toEqual(['failed', 'solved', 'solved', 'solved'])
  expect(tasks.find(({ status }) => status === 'failed')?.failure).toMatchObject({
    code: 'model-crashed',
    message: expect.stringContaining('ended by itself'),
  })
  expect(detectors).toHaveLength(2)
})

test('a connection test loads the model and says what it is', async () => {
  const { client, addSolver } = await openApp()
  const id = await addSolver({ modelPath: colourFile({ output: 'v5' }) })
  const tried = await client['solvers.test']({ id })
  expect(tried).toMatchObject({ ok: true })
  expect(JSON.stringify(tried)).toContain('2 classes')
})

test('closing the project in the middle of a batch leaves no process behind and goes on next time', async () => {
  const folder = temporaryFolder()
  const { add, addSolver, send, until, client, close, detectors, logged } = await openApp({ dataDir: folder })
  const itemIds: string[] = []
  for (let index = 0; index < 12; index += 1)
    itemIds.push(await add(`${index}.png`, 'red patches', await pictureOf(64, 64 + index, [patch(0, 0, 16, 'red')])))
  await send(await addSolver({ modelPath: colourFile({ output: 'v8' }) }))
  await until(async () => {
    const { tasks } = await client['items.get']({ id: itemIds[0] ?? '' })
    return tasks[0]?.status === 'solved' || undefined
  })
  const exits = detectors.map((child) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    child.onExit(() => {
      resolve()
    })
    return promise
  })
  await close()
  await Promise.all(exits)
  expect(detectors).toHaveLength(1)
  expect(logged.filter((line) => line.startsWith('error'))).toEqual([])

  const again = await openApp({ dataDir: folder })
  for (const id of itemIds) expect((await again.settled(id)).tasks.map(({ status }) => status)).toEqual(['solved'])
})
