import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ContractError } from '../../src/contract/rpc.ts'
import type { Context } from '../../src/main/services/context.ts'
import { checkProjectName } from '../../src/main/services/project-name.ts'
import { createProjectsService } from '../../src/main/services/projects.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import { addImage, addItem, contextOf, temporaryFolder } from './support.ts'

/** A projects service over an app that holds one open project, as the real one does. */
function app(dataDir: string, makeSamples: (context: Context) => Promise<void> = async () => undefined) {
  let context: Context | undefined
  const opened: string[] = []
  const service = createProjectsService({
    dataDir,
    current: () => context,
    open: async (path) => {
      const next = contextOf(openProject(path))
      const previous = context
      context = next
      opened.push(next.store.folder)
      await nextTurn()
      previous?.store.close()
      return next
    },
    makeSamples,
    now: () => 0,
  })
  const close = () => {
    context?.store.close()
    context = undefined
  }
  onTestFinished(close)
  return { service, opened, close }
}

describe('projects', () => {
  test('are made in the data folder, listed by name and opened by path', async () => {
    const dataDir = temporaryFolder()
    const { service, opened } = app(dataDir)
    const streets = await service['projects.create']({ name: ' Streets ' })
    expect(streets).toEqual({
      name: 'Streets',
      path: join(dataDir, 'projects', 'Streets.pointcheck'),
      isSamples: false,
    })
    await service['projects.create']({ name: 'Cars' })
    mkdirSync(join(dataDir, 'projects', 'Empty.pointcheck'))
    const elsewhere = join(dataDir, 'Elsewhere.pointcheck')
    createProject(elsewhere)
    await service['projects.open']({ path: elsewhere })
    const list = await service['projects.list']({})
    expect(list.map(({ name }) => name)).toEqual(['Cars', 'Elsewhere', 'Streets'])
    expect(await service['projects.open']({ path: streets.path })).toEqual(streets)
    expect(opened).toHaveLength(4)
    expect(statSync(join(dataDir, 'projects')).mode & 0o777).toBe(0o700)
  })

  test('stay open where they are opened again', async () => {
    const { service, opened } = app(temporaryFolder())
    const made = await service['projects.create']({ name: 'Cars' })
    expect(await service['projects.open']({ path: join(made.path, '.') })).toEqual(made)
    expect(opened).toHaveLength(1)
  })

  test('asked for at once are opened one after the other, each for writing', async () => {
    const { service } = app(temporaryFolder())
    const cars = await service['projects.create']({ name: 'Cars' })
    const [streets, again] = await Promise.all([
      service['projects.create']({ name: 'Streets' }),
      service['projects.open']({ path: cars.path }),
    ])
    expect([streets.readOnly, again.readOnly]).toEqual([undefined, undefined])
  })

  test('are not made twice, and refused ones leave the open one open', async () => {
    const { service } = app(temporaryFolder())
    const made = await service['projects.create']({ name: 'Cars' })
    await expect(service['projects.create']({ name: 'Cars' })).rejects.toMatchObject({ code: 'exists' })
    await expect(service['projects.open']({ path: '/nowhere' })).rejects.toMatchObject({ code: 'not-a-project' })
    expect(await service['projects.open']({ path: made.path })).toEqual(made)
  })

  test('the last one is known after a restart, while it exists', async () => {
    const dataDir = temporaryFolder()
    const first = app(dataDir)
    expect(first.service.last()).toBeUndefined()
    const made = await first.service['projects.create']({ name: 'Cars' })
    first.close()
    expect(app(dataDir).service.last()).toBe(made.path)
  })
})

describe('the samples', () => {
  test('are made once, and finished where that was interrupted', async () => {
    const dataDir = temporaryFolder()
    let failing = true
    let made = 0
    const makeSamples = async ({ store }: Context) => {
      made += 1
      if (failing) throw new Error('The power went off.')
      addImage(store)
      addItem(store, 'sample')
    }
    const first = app(dataDir, makeSamples)
    await expect(first.service['projects.openSamples']({})).rejects.toThrow('The power went off.')
    await expect(first.service['projects.openSamples']({})).rejects.toThrow('The power went off.')
    first.close()
    failing = false
    const second = app(dataDir, makeSamples)
    const info = await second.service['projects.openSamples']({})
    expect(info).toMatchObject({ name: 'Samples', isSamples: true })
    expect(await second.service['projects.openSamples']({})).toEqual(info)
    second.close()
    await app(dataDir, makeSamples).service['projects.openSamples']({})
    expect(made).toBe(3)
  })
})

describe('a name', () => {
  test.each([
    '',
    '  ',
    '.',
    '..',
    '.hidden',
    'end.',
    'a/b',
    'a\\b',
    'a:b',
    'a\u0000b',
    'a\nb',
    'CON',
    'nul.tar',
    'com¹',
    'x'.repeat(201),
    '\ud800',
  ])('%j cannot be a folder on every system', (name) => {
    expect(() => checkProjectName(name)).toThrow(expect.objectContaining({ code: 'bad-name' }))
  })

  test('that is accepted is one folder, and stays the same when it is checked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (given) => {
        let name: string
        try {
          name = checkProjectName(given)
        } catch (error) {
          expect(error).toBeInstanceOf(ContractError)
          return
        }
        expect(join('/home', name)).toBe(`/home/${name}`)
        expect(checkProjectName(name)).toBe(name)
      }),
    )
  })
})
