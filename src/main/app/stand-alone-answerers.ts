import type { BuiltIn } from '../../core/solver.ts'
import { createDecoder, type SpawnDecoder } from '../images/decoder.ts'
import { createKnownTruth } from '../services/solvers-built-in.ts'
import type { Answerer } from '../solver-server/answerer.ts'
import { openProject } from '../store/project-folder.ts'
import { createShapesAnswerer } from './shapes-answerer.ts'

/** The built-in answerers without the rest of the app: nothing is sent, resumed or written. */
export interface StandAloneAnswerers {
  readonly answerers: Readonly<Partial<Record<BuiltIn, Answerer>>>
  readonly close: () => void
}

/** With a project folder its reviewed items answer too. Throws StoreError where it cannot be opened. */
export function openStandAloneAnswerers(
  spawnDecoder: SpawnDecoder,
  projectPath: string | undefined,
): StandAloneAnswerers {
  const store = projectPath === undefined ? undefined : openProject(projectPath)
  const decoder = createDecoder({ spawn: spawnDecoder })
  return {
    answerers: {
      shapes: createShapesAnswerer(decoder),
      ...(store ? { 'known-truth': createKnownTruth({ store }) } : {}),
    },
    close: () => {
      decoder.close()
      store?.close()
    },
  }
}
