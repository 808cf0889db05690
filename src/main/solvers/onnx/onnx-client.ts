import type { SolverOptions } from '../../../core/solver.ts'
import type { Client } from '../client.ts'
import type { Refusal } from '../error-codes.ts'
import { HttpFailed } from '../http.ts'
import type { Refused } from '../replies.ts'
import type { DetectJob, DetectKind, DetectKinds, ModelChoice } from './detect-job.ts'
import { DetectionFailed } from './detection-failed.ts'

/** Runs a job on a model; throws DetectionFailed. */
type Detect = <K extends DetectKind>(job: DetectJob<K>, signal?: AbortSignal) => Promise<DetectKinds[K]['gives']>

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

/** A model that cannot be used fails every task alike: nothing more is given to it until a person has acted. */
const refusalOf = ({ fault, message }: DetectionFailed): Refusal => ({
  code: fault === 'crashed' ? 'model-crashed' : fault,
  message,
  consequence: fault === 'bad-model' ? 'hold' : 'fail',
  noBalance: false,
})

/**
 * A client of a user's own model, which answers at once with Detections as the raw reply. Nothing leaves the machine; nothing is charged.
 */
export function createOnnxClient(parts: {
  readonly detect: Detect
  readonly model: ModelChoice
  readonly options: Pick<SolverOptions, 'synonyms' | 'scoreThreshold' | 'overlapThreshold'>
}): Client {
  const { detect, model, options } = parts

  /** What a job gives, or why there is nothing, as a refusal. */
  const ask = async <K extends DetectKind, T>(
    job: DetectJob<K>,
    signal: AbortSignal | undefined,
    judge: (value: DetectKinds[K]['gives']) => T,
  ): Promise<{ readonly reply: T | Refused; readonly raw: Uint8Array }> => {
    try {
      const value = await detect(job, signal)
      return { reply: judge(value), raw: bytesOf(value) }
    } catch (error) {
      if (signal?.aborted) throw new HttpFailed('aborted', 'The model was stopped.', { cause: error })
      if (!(error instanceof DetectionFailed)) throw error
      const refusal = refusalOf(error)
      return { reply: { kind: 'refused', refusal }, raw: bytesOf({ error: refusal.code, message: refusal.message }) }
    }
  }

  return {
    createTask: ({ picture, instruction }, signal) =>
      ask<'detect', { kind: 'ready'; coordinates: unknown }>(
        { kind: 'detect', model, picture: picture.bytes, instruction, options },
        signal,
        ({ points }) => ({ kind: 'ready', coordinates: points }),
      ),
    reach: (signal) =>
      ask<'inspect', { kind: 'reached'; summary: string }>(
        { kind: 'inspect', model },
        signal,
        ({ layout, inputSize, classNames }) => ({
          kind: 'reached',
          summary: `${layout}; ${inputSize ? `${inputSize.width} × ${inputSize.height}` : 'any size'}; ${classNames.length} ${classNames.length === 1 ? 'class' : 'classes'}`,
        }),
      ),
  }
}
