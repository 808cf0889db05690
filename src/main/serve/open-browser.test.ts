import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openBrowser } from './open-browser.ts'

const LINK = 'http://127.0.0.1:1/#the-code'

/** A folder, and an `xdg-open` first on the path that runs `script`. */
function folderWithOpener(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-open-'))
  mkdirSync(join(folder, 'bin'))
  const opener = join(folder, 'bin/xdg-open')
  writeFileSync(opener, `#!/bin/sh\n${script}\n`)
  chmodSync(opener, 0o755)
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })
  return folder
}
const pages = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.html'))

test.runIf(process.platform === 'linux')(
  'L09 the code goes through a file of this user, never the command line',
  async () => {
    const folder = folderWithOpener('echo "$@" > "$(dirname "$0")/arguments"')
    const failures: string[] = []
    const remove = openBrowser(LINK, folder, (reason) => failures.push(reason))
    const [page = ''] = pages(folder)
    expect(statSync(join(folder, page)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, page), 'utf8')).toContain(`url=${LINK}`)
    await vi.waitFor(() => {
      expect(readFileSync(join(folder, 'bin/arguments'), 'utf8')).toMatch(new RegExp(`^file://.*${page}\n$`))
    }, 10_000)
    expect(readFileSync(join(folder, 'bin/arguments'), 'utf8')).not.toContain('the-code')
    remove()
    expect(pages(folder)).toEqual([])
    expect(failures).toEqual([])
  },
)

test.runIf(process.platform === 'linux')('a system that cannot open it is reported', async () => {
  const folder = folderWithOpener('exit 3')
  const reason = await new Promise<string>((resolve) => {
    onTestFinished(openBrowser(LINK, folder, resolve))
  })
  expect(reason).toBe('xdg-open ended with 3')
})
