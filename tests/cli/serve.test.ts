import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { contract } from '../../src/contract/contract.ts'
import { createClient, type Reply } from '../../src/contract/rpc.ts'
import { drawDiscs } from './pictures.ts'
import { listenCli, runCli } from './run-cli.ts'

let folder: string
let home: string
let project: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointcheck-serve-'))
  home = join(folder, 'home')
  project = join(folder, 'work.pointcheck')
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
})

/** A client behind the link that the terminal printed. */
async function follow(link: string) {
  const [address = '', code = ''] = link.split('#')
  const post = async (path: string, body: unknown, headers: Record<string, string>) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }
    return (await fetch(new URL(path, address), init)).json()
  }
  const { token } = (await post('/session', { code }, {})) as { token: string }
  const authorization = `Bearer ${token}`
  return createClient(contract, {
    send: async (method, input) => (await post(`/rpc/${method}`, input, { authorization })) as Reply,
  })
}

test('a project is made, served, and ended within 3 s with everything stored', async () => {
  const picture = await drawDiscs(folder, 'a.png', [{ x: 50, y: 50, colour: '#d11' }])
  const server = await listenCli(['serve', '--project', project, '--port', '0', '--no-open', '--json'], home)
  expect(server.first).toEqual({
    event: 'listening',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]+$/),
  })

  const client = await follow(String(server.first['url']))
  const { jobId } = await client['imports.paths']({ paths: [picture], instruction: 'x' })
  let job = await client['jobs.get']({ id: jobId })
  while (job.job.state === 'running') job = await client['jobs.get']({ id: jobId })
  const [id = ''] = job.itemIds
  const target = { id: 't', x: 3, y: 4, label: '', required: true }
  await client['truth.save']({
    itemId: id,
    base: 0,
    decision: { targets: [target], state: 'reviewed' },
    what: 'Added 1',
  })

  const ended = await server.end()
  expect([ended.code, ended.stderr]).toEqual([0, expect.not.stringContaining('rror')])
  expect(ended.ms).toBeLessThan(3_000)
  expect(ended.stdout.trim().split('\n').at(-1)).toBe(JSON.stringify({ event: 'closed', project }))

  const out = join(folder, 'labels')
  const written = await runCli(['export', '--project', project, '--format', 'csv', '--out', out, '--json'], home)
  expect(written.events.at(-1)).toMatchObject({ state: 'done', items: 1 })
})

test('through npm, SIGTERM ends it just so, and nothing is left running', async () => {
  const args = ['serve', '--project', project, '--port', '0', '--no-open', '--json']
  const server = await listenCli(args, home, 'npm')
  const ended = await server.end()
  // npm dies of the signal itself; what counts is what the program behind it did.
  expect(ended.ms).toBeLessThan(3_000)
  expect(ended.stdout.trim().split('\n').at(-1)).toBe(JSON.stringify({ event: 'closed', project }))
  await expect(fetch(String(server.first['url']))).rejects.toThrow()
})

test('L09 the token stands in no command line and no environment of the process', async () => {
  if (!existsSync('/proc/self/cmdline')) return
  const server = await listenCli(['serve', '--project', project, '--port', '0', '--no-open', '--json'], home)
  const code = String(server.first['url']).split('#')[1] ?? ''
  for (const name of ['cmdline', 'environ']) {
    expect(readFileSync(`/proc/${server.pid}/${name}`, 'utf8')).not.toContain(code)
  }
  await server.end()
})

test('a second one says that it can only read', async () => {
  const args = ['serve', '--project', project, '--port', '0', '--no-open', '--json']
  const first = await listenCli(args, home)
  const second = await listenCli(args, home)
  const said = await second.end()
  expect(said.stderr).toContain('This project can only be read. Another Pointcheck has this project open.')
  expect((await first.end()).stderr).not.toContain('can only be read')
})

test('a port that is taken is said in one sentence', async () => {
  const server = await listenCli(['serve', '--project', project, '--port', '0', '--no-open', '--json'], home)
  const { port } = new URL(String(server.first['url']))
  const other = join(folder, 'other.pointcheck')
  const second = await runCli(['serve', '--project', other, '--port', port, '--no-open', '--json'], home)
  expect(second.code).toBe(1)
  expect(second.stderr).toContain(`Port ${port} cannot be used`)
  await server.end()
})
