import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createBlobFolder } from '../../src/main/images/blob-folder.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import { type OpenWindow, openWindow } from './open-window.ts'

const sample = join(import.meta.dirname, '../../resources/samples/shapes.png')

/** A window over a project with many items, which ask about one picture in different words. */
export interface ManyItems extends OpenWindow {
  /** Asks the app as the window does. */
  ask<T>(method: string, input: unknown): Promise<T>
}

/** Makes the project on disk, opens it in the window, and adds one uCaptcha solver a URL, with its key. */
export async function openManyItems(
  count: number,
  solvers: readonly { name: string; baseUrl: string; key: string; concurrency: number }[],
): Promise<ManyItems> {
  const folder = await mkdtemp(join(tmpdir(), 'pointcheck-many-'))
  const project = join(folder, 'Many.pointcheck')
  await fill(project, count)
  const open = await openWindow({ project })
  const ask: ManyItems['ask'] = async (method, input) => rpc(open.page, method, input)
  // The samples' own solver is not part of these tests.
  for (const { solver } of await ask<{ solver: { id: string } }[]>('solvers.list', {}))
    await ask('solvers.remove', { id: solver.id })
  for (const { name, baseUrl, key, concurrency } of solvers) {
    const { solver } = await ask<{ solver: { id: string } }>('solvers.save', {
      solver: { name, profile: 'ucaptcha', baseUrl, enabled: true, options: {}, concurrency },
    })
    await ask('solvers.setKey', { id: solver.id, key })
  }
  return {
    ...open,
    ask,
    close: async () => {
      await open.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function fill(project: string, count: number): Promise<void> {
  const bytes = await readFile(sample)
  const hash = createHash('sha256').update(bytes).digest('hex')
  createProject(project)
  await createBlobFolder(join(project, 'images'), false).write(hash, bytes)
  const store = openProject(project)
  store.transact(() => {
    const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    store.images.insert(
      { hash, name: 'shapes.png', bytes: bytes.length, format: 'png', ...size, orientation: 1, frames: 1 },
      0,
    )
    for (let number = 1; number <= count; number += 1) {
      const name = `item-${String(number).padStart(5, '0')}`
      store.items.insert({ id: name, imageHash: hash, name, instruction: `Click on ${name}`, addedAt: number })
    }
  })
  store.close()
}

async function rpc<T>(page: Page, method: string, input: unknown): Promise<T> {
  const reply = await page.evaluate(
    async ([name, body]) => {
      const token = sessionStorage.getItem('pointcheck-token') ?? ''
      const response = await fetch(`/rpc/${name ?? ''}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body ?? '{}',
      })
      return (await response.json()) as { ok: boolean; value?: unknown; error?: { message: string } }
    },
    [method, JSON.stringify(input)],
  )
  if (!reply.ok) throw new Error(`${method}: ${reply.error?.message ?? ''}`)
  return reply.value as T
}
