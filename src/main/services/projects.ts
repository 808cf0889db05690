import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { AppHandlers } from '../../contract/contract.ts'
import type { ProjectInfo } from '../../contract/payloads.ts'
import { ContractError } from '../../contract/rpc.ts'
import { replaceFile } from '../store/durable-file.ts'
import { PROJECT_SUFFIX, createProject, isProject, projectName } from '../store/project-folder.ts'
import type { Store } from '../store/store.ts'
import type { Context } from './context.ts'
import { checkProjectName } from './project-name.ts'

/** Key of `meta`, set when the samples are complete. */
const SAMPLES_MADE = 'samples-made'

export interface ProjectsService extends Pick<
  AppHandlers,
  'projects.list' | 'projects.create' | 'projects.open' | 'projects.openSamples' | 'projects.check'
> {
  /** What is said of an open project. */
  readonly describe: (store: Store) => ProjectInfo
  /** The project that was open last, where it still is one. */
  readonly last: () => string | undefined
}

/**
 * The projects of a data folder. Which one is open is the app's affair: `open` brings the app to another project,
 * makes it known to the window and returns what the new project's services are built from.
 */
export function createProjectsService(parts: {
  readonly dataDir: string
  /** What the services of the open project are built from. */
  readonly current: () => Context | undefined
  readonly open: (path: string) => Promise<Context>
  /** Adds the sample images; finishing what an earlier, interrupted run began. */
  readonly makeSamples: (context: Context) => Promise<void>
  readonly now: () => number
}): ProjectsService {
  const home = join(parts.dataDir, 'projects')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const folder = realpathSync(home)
  const samples = join(folder, `Samples${PROJECT_SUFFIX}`)
  const lastFile = join(parts.dataDir, 'last-project')

  const describe = (store: Store): ProjectInfo => ({
    name: projectName(store.folder),
    path: store.folder,
    ...(store.readOnly !== undefined && { readOnly: store.readOnly }),
    isSamples: store.folder === samples,
  })
  const entry = (path: string) => ({ name: projectName(path), path, isSamples: path === samples })

  /** A project that is open already stays open: opening it again would find its own lock. */
  const open = async (path: string): Promise<Context> => {
    const current = parts.current()
    if (current && existsSync(path) && realpathSync(path) === current.store.folder) return current
    const context = await parts.open(path)
    replaceFile(lastFile, context.store.folder)
    return context
  }

  // One change of project after the other: what is still closing would be found locked.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  return {
    describe,
    last: () => {
      const path = existsSync(lastFile) ? readFileSync(lastFile, 'utf8') : undefined
      return path !== undefined && isProject(path) ? path : undefined
    },
    'projects.list': () => {
      const own = readdirSync(folder)
        .filter((name) => name.endsWith(PROJECT_SUFFIX))
        .map((name) => join(folder, name))
        .filter(isProject)
      const current = parts.current()?.store.folder
      const paths = current === undefined || own.includes(current) ? own : [...own, current]
      return paths.map(entry).sort((a, b) => a.name.localeCompare(b.name, 'en'))
    },
    'projects.create': ({ name }) =>
      inTurn(async () => {
        const path = join(folder, `${checkProjectName(name)}${PROJECT_SUFFIX}`)
        createProject(path)
        return describe((await open(path)).store)
      }),
    'projects.open': ({ path }) => inTurn(async () => describe((await open(path)).store)),
    'projects.openSamples': () =>
      inTurn(async () => {
        if (!isProject(samples)) createProject(samples)
        const context = await open(samples)
        const { store } = context
        if (store.readOnly === undefined && store.meta.get(SAMPLES_MADE) === undefined) {
          await parts.makeSamples(context)
          store.transact(() => {
            store.meta.set(SAMPLES_MADE, String(parts.now()))
          })
        }
        return describe(store)
      }),
    'projects.check': () => {
      const { store } = parts.current() ?? {}
      if (!store) throw new ContractError('not-found', 'No project is open.')
      return store.check()
    },
  }
}
