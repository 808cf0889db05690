import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkoutRoot, ownVersion } from '../host/checkout.ts'
import { dataFolder } from '../host/data-folder.ts'
import { electronBinary } from '../host/electron-binary.ts'
import { createOutput, exitCode, type Output } from '../host/output.ts'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'
import { TINY_IMAGES } from './tiny-images.ts'
import { type CommandApp, withApp, withTemporaryApp } from './with-app.ts'

/** `limited`: everything works but what the words name. */
interface Finding {
  readonly check: string
  readonly state: 'ok' | 'limited' | 'broken'
  readonly words: string
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const silent: Output = {
  json: false,
  event: () => undefined,
  say: () => undefined,
  note: () => undefined,
  progress: () => undefined,
  problems: () => undefined,
}

function versions(): Finding {
  const isNew = Number.parseInt(process.versions.node, 10) >= 24
  const words = `Pointcheck ${ownVersion()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`
  return { check: 'versions', state: isNew ? 'ok' : 'broken', words: isNew ? words : `${words}: Node 24 is needed` }
}

function dataFolderModes(): Finding {
  const check = 'data folder'
  const folder = dataFolder()
  const status = statSync(folder, { throwIfNoEntry: false })
  if (!status) return { check, state: 'ok', words: `${folder}, made when it is first needed` }
  const isOpen = process.platform !== 'win32' && (status.mode & 0o077) !== 0
  if (!isOpen) return { check, state: 'ok', words: folder }
  return { check, state: 'limited', words: `${folder} can be read by other users: run "chmod 700 ${folder}"` }
}

/** Makes a project in a folder that is gone afterwards and takes one picture of every format through the real import. */
async function storeAndDecoders(): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pointcheck-doctor-'))
  try {
    const images = join(folder, 'images')
    mkdirSync(images)
    for (const [name, base64] of Object.entries(TINY_IMAGES))
      writeFileSync(join(images, name), Buffer.from(base64, 'base64'))
    const tryOut = async ({ client, follow }: CommandApp) => {
      const store: Finding = {
        check: 'store',
        state: 'ok',
        words: 'a project was made, and its durability settings read back',
      }
      const { jobId } = await client['imports.paths']({ paths: [images] })
      const { problems } = await follow(jobId)
      const decoders: Finding = {
        check: 'decoders',
        state: problems.length === 0 ? 'ok' : 'broken',
        words: [...Object.keys(TINY_IMAGES), ...problems.map(({ name, reason }) => `${name}: ${reason}`)].join(', '),
      }
      return [store, decoders]
    }
    return await withTemporaryApp(silent, tryOut, () => false)
  } catch (error) {
    return [{ check: 'store', state: 'broken', words: message(error) }]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function desktop(): Finding {
  const binary = electronBinary(checkoutRoot)
  return binary === undefined
    ? {
        check: 'desktop window',
        state: 'limited',
        words: "Electron's program is not here; the browser is used instead",
      }
    : { check: 'desktop window', state: 'ok', words: binary }
}

async function browserTests(): Promise<Finding> {
  const { findChromium } = await import('../host/chromium.ts')
  const found = findChromium()
  return found === undefined
    ? { check: 'browser tests', state: 'limited', words: 'no Chromium; needed by "npm test" only' }
    : { check: 'browser tests', state: 'ok', words: found }
}

/** A project that another Pointcheck writes is opened, and checked, for reading. */
async function project(path: string): Promise<Finding[]> {
  const check = 'project'
  // Opening would make it.
  if (!existsSync(path)) return [{ check, state: 'broken', words: `There is no project at ${path}.` }]
  try {
    return await withApp({ project: path }, silent, async ({ client }) => {
      const { readOnly, path: opened } = (await client['app.info']({})).project
      const { total, reviewed } = await client['items.counts']({})
      const { faults, settings } = await client['projects.check']({})
      const words = `${opened}: ${total} items, ${reviewed} reviewed`
      const readBack = Object.entries(settings).map(([name, value]) => `${name} ${value}`)
      return [
        readOnly === undefined
          ? { check, state: 'ok', words }
          : { check, state: 'limited', words: `${words}. ${readOnly}` },
        faults.length === 0
          ? { check: 'project database', state: 'ok', words: `integrity_check ok, ${readBack.join(', ')}` }
          : { check: 'project database', state: 'broken', words: faults.join('; ') },
      ]
    })
  } catch (error) {
    return [{ check, state: 'broken', words: message(error) }]
  }
}

export const doctorCommand = command({
  name: 'doctor',
  description: 'Say whether everything that is needed is there, and what to do where it is not',
  args: commonArguments,
  run: async (args) => {
    const output = createOutput(args.json ?? false)
    const findings = [versions(), dataFolderModes(), ...(await storeAndDecoders()), desktop(), await browserTests()]
    if (args.project !== undefined) findings.push(...(await project(args.project)))
    for (const { check, state, words } of findings) {
      output.event({ event: 'finding', check, state, words })
      output.say(`${state.padEnd(8)}${check}: ${words}`)
    }
    return findings.some(({ state }) => state === 'broken') ? exitCode.failed : exitCode.done
  },
})
