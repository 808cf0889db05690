import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { expect, test } from 'vitest'
import { hasDisplay } from '../../src/main/host/display.ts'
import { electronBinary } from '../../src/main/host/electron-binary.ts'
import { root } from '../sources.ts'

/** Why the real Electron cannot be tried here, or undefined where it can. */
function obstacle(): string | undefined {
  if (electronBinary(root) === undefined)
    return "Electron's program is not here (node_modules/electron/dist, or ELECTRON_PATH)"
  if (!hasDisplay()) return 'there is no display'
  if (process.platform === 'linux' && process.getuid?.() === 0) return 'root has no sandbox'
  if (!existsSync(join(root, 'out/main/main/electron.js'))) return 'it is not built: run "npm run build"'
  return undefined
}

const reason = obstacle()
if (reason !== undefined) process.stderr.write(`\nSKIPPED: the real Electron is not tried because ${reason}.\n\n`)

test.skipIf(reason !== undefined)('E15 the real window shows the app inside its sandbox and answers', async () => {
  const home = mkdtempSync(join(tmpdir(), 'pointcheck-electron-'))
  const electron = await _electron.launch({
    executablePath: electronBinary(root) ?? '',
    args: [root],
    env: { ...(process.env as Record<string, string>), POINTCHECK_HOME: home },
  })
  try {
    const page = await electron.firstWindow()
    const violations: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    await page.waitForLoadState('load')
    expect(page.url()).toBe('pointcheck://app/')
    const inside = await page.evaluate(async () => {
      const { bridge } = window as unknown as {
        bridge: { send(name: string, input: object): Promise<{ ok: boolean }> }
      }
      return {
        names: Object.keys(bridge).sort(),
        require: typeof (globalThis as { require?: unknown }).require,
        process: typeof (globalThis as { process?: unknown }).process,
        answered: (await bridge.send('app.info', {})).ok,
      }
    })
    expect(inside).toEqual({
      names: ['listen', 'pathOf', 'send', 'setMenu', 'upload'],
      require: 'undefined',
      process: 'undefined',
      answered: true,
    })
    expect(violations).toEqual([])
  } finally {
    await electron.close()
    rmSync(home, { recursive: true, force: true })
  }
})
