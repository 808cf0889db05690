import { randomUUID } from 'node:crypto'
import type { AppEvent, AppHandlers } from '../../contract/contract.ts'
import type { Settings } from '../../contract/payloads.ts'
import { createDecoder, type SpawnDecoder } from '../images/decoder.ts'
import { createImageLibrary } from '../images/image-library.ts'
import { createConflictService } from '../services/conflicts.ts'
import type { Context, KeyVault, Log } from '../services/context.ts'
import { createExportService } from '../services/exports.ts'
import { createImportService, type ImportService } from '../services/imports.ts'
import { createItemsService } from '../services/items.ts'
import { createJobs } from '../services/jobs.ts'
import { createModelService } from '../services/models.ts'
import { createDetector } from '../services/models/detector.ts'
import { createReadingService } from '../services/readings.ts'
import { createReviewService, type ReviewService } from '../services/review.ts'
import { createSimilarService } from '../services/similar.ts'
import { createSolverServices } from '../services/solver-services.ts'
import { createBuiltInSolvers, createKnownTruth } from '../services/solvers-built-in.ts'
import { createTaskWatch } from '../services/task-watch.ts'
import { createTaskService } from '../services/tasks.ts'
import { openProject as openStore } from '../store/project-folder.ts'
import type { Store } from '../store/store.ts'
import { createShapesAnswerer } from './shapes-answerer.ts'

/** The methods that belong to an open project. */
export type ProjectHandlers = Omit<
  AppHandlers,
  `app.${string}` | `settings.${string}` | `projects.${string}` | `dialogs.${string}`
>

export interface OpenProject {
  readonly context: Context
  readonly handlers: ProjectHandlers
  readonly upload: ImportService['upload']
  readonly refreshErrors: ReviewService['refreshErrors']
  /** Stops work within 3 s; everything acknowledged is on disk. */
  close(): Promise<void>
}

interface Parts {
  readonly spawnDecoder: SpawnDecoder
  readonly keys: KeyVault
  readonly emit: (event: AppEvent) => void
  readonly settings: () => Settings
  readonly log: Log
}

/** Opens the project in `folder` with all its services, and goes on with the tasks that were left. Throws StoreError. */
export function openProject(folder: string, parts: Parts): OpenProject {
  const store = openStore(folder)
  try {
    return openServices(store, parts)
  } catch (error) {
    // Or its lock would keep the project from being opened again.
    store.close()
    throw error
  }
}

function openServices(store: Store, { spawnDecoder, keys, emit, settings, log }: Parts): OpenProject {
  const decoder = createDecoder({ spawn: spawnDecoder })
  const warn = (message: string, error: unknown) => {
    log('warn', message, error)
  }
  const images = createImageLibrary({ folder: store.folder, store, decoder, now: Date.now, warn })
  const watch = createTaskWatch(emit)
  const context: Context = { store, images, keys, emit: watch.emit, settings, log, now: Date.now, newId: randomUUID }

  const jobs = createJobs(context)
  const answerers = { shapes: createShapesAnswerer(decoder), 'known-truth': createKnownTruth(context) }
  const builtIn = createBuiltInSolvers(answerers, log)
  const imports = createImportService(context, jobs)
  const review = createReviewService(context)
  const readings = createReadingService(context)
  const detector = createDetector({ spawn: spawnDecoder })
  const { onnx, ...modelHandlers } = createModelService(detector)
  const tasks = createTaskService(context, jobs, builtIn, {}, { onnx })
  const { close: _jobs, start: _start, ...jobHandlers } = jobs
  const { upload, ...importHandlers } = imports
  const { refreshErrors, close: closeReview, ...reviewHandlers } = review
  const { close: closeReadings, ...readingHandlers } = readings
  const { start, stop, resume: _resume, drop: _drop, holdOf: _holdOf, connect: _connect, ...taskHandlers } = tasks

  const { close: closeSimilar, ...similarHandlers } = createSimilarService(context)

  const handlers: ProjectHandlers = {
    ...createItemsService(context),
    ...reviewHandlers,
    ...readingHandlers,
    ...createConflictService(context),
    ...createSolverServices(context, tasks, watch, modelHandlers['solvers.inspectModel']),
    ...taskHandlers,
    ...importHandlers,
    ...jobHandlers,
    ...similarHandlers,
    ...modelHandlers,
    ...createExportService(context, jobs),
  }
  start()
  return {
    context,
    handlers,
    upload,
    refreshErrors,
    close: async () => {
      closeReview()
      await closeReadings()
      // Tasks first: what waits at a service goes on next time, while closing the jobs would cancel it.
      await stop()
      await jobs.close()
      await builtIn.close()
      await closeSimilar()
      // Before the images: what a child still decodes is given up, not waited for.
      decoder.close()
      detector.close()
      await images.close()
      store.close()
    },
  }
}
