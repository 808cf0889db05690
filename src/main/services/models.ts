import { stat } from 'node:fs/promises'
import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Solver } from '../../core/solver.ts'
import type { Client } from '../solvers/client.ts'
import type { ModelChoice } from '../solvers/onnx/detect-job.ts'
import { DetectionFailed } from '../solvers/onnx/detection-failed.ts'
import { createOnnxClient } from '../solvers/onnx/onnx-client.ts'
import type { Detector } from './models/detector.ts'
import { OnHold } from './queue/hold.ts'

export interface ModelService extends Pick<AppHandlers, 'solvers.inspectModel'> {
  /** A client for an ONNX solver, whose model was loaded once and fits. Throws OnHold (`bad-model`) where it does not. */
  readonly onnx: (solver: Pick<Solver, 'name' | 'options'>) => Promise<Client>
}

/** The file as it is now, in a word that changes with it; undefined where it cannot be looked at, which the inspection puts in words. */
async function stateOf({ path, classNames }: ModelChoice): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && JSON.stringify([path, found.mtimeMs, found.size, classNames])
}

/** The user's own model files. */
export function createModelService(detector: Pick<Detector, 'run'>): ModelService {
  /** The files that were found to fit: a task need not wait for that again. */
  const good = new Set<string>()

  return {
    'solvers.inspectModel': async ({ path, classNames }) => {
      try {
        return await detector.run({ kind: 'inspect', model: { path, ...(classNames && { classNames }) } })
      } catch (error) {
        if (error instanceof DetectionFailed) throw new ContractError('bad-model', error.message, { cause: error })
        throw error
      }
    },
    onnx: async ({ name, options }) => {
      const { modelPath, classNames, synonyms, scoreThreshold, overlapThreshold } = options
      if (modelPath === undefined)
        throw new OnHold({ code: 'bad-model', reason: `${name} has no model file. Choose one in Solvers.` })
      const model: ModelChoice = { path: modelPath, ...(classNames && { classNames }) }
      const state = await stateOf(model)
      if (state === undefined || !good.has(state)) {
        try {
          await detector.run({ kind: 'inspect', model })
        } catch (error) {
          if (!(error instanceof DetectionFailed)) throw error
          throw new OnHold({ code: 'bad-model', reason: `${name}: ${error.message}` }, { cause: error })
        }
        if (state !== undefined) good.add(state)
      }
      return createOnnxClient({
        detect: detector.run,
        model,
        options: {
          ...(synonyms && { synonyms }),
          ...(scoreThreshold !== undefined && { scoreThreshold }),
          ...(overlapThreshold !== undefined && { overlapThreshold }),
        },
      })
    },
  }
}
