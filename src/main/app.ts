import { type AppEvent, contract } from '../contract/contract.ts'
import { ContractError, createDispatcher, type Dispatch, type Reply, replyFor } from '../contract/rpc.ts'
import { createDialogs } from './app/dialogs.ts'
import { type OpenProject, openProject } from './app/open-project.ts'
import type { SpawnDecoder } from './images/decoder.ts'
import { ImageRefused } from './images/image-refused.ts'
import type { Picture } from './images/image-library.ts'
import type { KeyVault, Log, Natives } from './services/context.ts'
import { createProjectsService } from './services/projects.ts'
import { makeSamples } from './services/samples.ts'
import { createSettingsService } from './services/settings.ts'
import { createProject, isProject } from './store/project-folder.ts'

export interface AppOptions {
  /** Version of this copy, for people. */
  readonly version: string
  /** Folder of the settings and of the projects made from the window. */
  readonly dataDir: string
  /** Project to open first; made where it does not exist. Without one: the last one where it can be opened, or the samples. */
  readonly projectPath?: string
  readonly resourcesDir: string
  readonly spawnDecoder: SpawnDecoder
  readonly keys: KeyVault
  readonly natives?: Natives
  readonly log: Log
}

/** The app without a door. Each door only carries. */
export interface App {
  readonly dispatch: Dispatch
  listen(onEvent: (event: AppEvent) => void): () => void
  /**
   * A copy for the window: 256 px or full size; undefined where the open project has no such image. Rejects with
   * ContractError `unreadable` where its file is missing or broken.
   */
  picture(hash: string, size: 'thumb' | 'full'): Promise<Picture | undefined>
  /** One file of an import that `imports.begin` opened. What is wrong with it becomes a problem of the job. */
  upload(jobId: string, name: string, bytes: Uint8Array): Promise<Reply>
  /** Stops work and closes the project; everything acknowledged is on disk. */
  close(): Promise<void>
}

/** Builds the services and opens the first project. Rejects with StoreError where that project cannot be opened. */
export async function createApp(options: AppOptions): Promise<App> {
  const { dataDir, resourcesDir, spawnDecoder, keys, natives, log } = options
  const listeners = new Set<(event: AppEvent) => void>()
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event)
    if (event.name === 'settings.changed') {
      project?.refreshErrors().catch((error: unknown) => {
        log('error', 'The errors of the items could not be computed again.', error)
      })
    }
  }
  const settings = createSettingsService({ dataDir, emit, now: Date.now, log })

  let project: OpenProject | undefined
  let dispatch: Dispatch | undefined

  const projects = createProjectsService({
    dataDir,
    now: Date.now,
    current: () => project?.context,
    makeSamples: (context) => makeSamples(context, resourcesDir),
    open: async (path) => {
      // The new one first: where it cannot be opened, the old one stays.
      const next = openProject(path, { spawnDecoder, keys, emit, settings: settings.current, log })
      const previous = project
      project = next
      dispatch = createDispatcher(contract, handlersOf(next), (method, error) => {
        log('error', `${method} failed.`, error)
      })
      await previous?.close()
      emit({ name: 'project.changed', payload: projects.describe(next.context.store) })
      return next.context
    },
  })
  const { describe, last, ...projectHandlers } = projects
  const { current: _current, ...settingsHandlers } = settings

  const handlersOf = ({ context, handlers }: OpenProject) => ({
    ...handlers,
    ...projectHandlers,
    ...settingsHandlers,
    ...createDialogs(natives),
    'app.info': () => ({
      version: options.version,
      project: describe(context.store),
      natives: { dialogs: natives !== undefined, dropPaths: natives !== undefined },
      keyStorage: keys.description,
    }),
  })

  const openLast = async (): Promise<boolean> => {
    const path = last()
    if (path === undefined) return false
    try {
      await projectHandlers['projects.open']({ path })
      return true
    } catch (error) {
      // Nobody asked for this project now, and without the window no other could be chosen.
      log('error', `The project that was open last, ${path}, cannot be opened: the samples are shown.`, error)
      return false
    }
  }
  if (options.projectPath !== undefined) {
    if (!isProject(options.projectPath)) createProject(options.projectPath)
    await projectHandlers['projects.open']({ path: options.projectPath })
  } else if (!(await openLast())) await projectHandlers['projects.openSamples']({})

  return {
    dispatch: async (name, input) =>
      dispatch?.(name, input) ?? { ok: false, error: { code: 'internal', message: 'No project is open.' } },
    listen: (onEvent) => {
      listeners.add(onEvent)
      return () => {
        listeners.delete(onEvent)
      }
    },
    picture: async (hash, size) => {
      try {
        return await (size === 'thumb'
          ? project?.context.images.thumbnail(hash)
          : project?.context.images.upright(hash))
      } catch (error) {
        if (error instanceof ImageRefused) throw new ContractError('unreadable', error.message, { cause: error })
        throw error
      }
    },
    upload: (jobId, name, bytes) =>
      replyFor(
        async () => {
          await project?.upload(jobId, name, bytes)
          return {}
        },
        (error) => {
          log('error', 'A picture that came as bytes could not be taken.', error)
        },
      ),
    close: async () => {
      await project?.close()
      project = undefined
    },
  }
}
