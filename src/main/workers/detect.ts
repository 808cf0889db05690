import type { DetectJob, DetectKind, DetectKinds, DetectReply, DetectRequest } from '../solvers/onnx/detect-job.ts'
import { DetectionFailed } from '../solvers/onnx/detection-failed.ts'
import { detect, inspect } from './detecting.ts'
import { listenToParent, sendToParent } from './parent-channel.ts'

/*
 * Runs a user's own models, in a process of its own: the runtime blocks while it works, may need gigabytes, and a model may bring it down.
 */

const work: { readonly [K in DetectKind]: (job: DetectJob<K>) => Promise<DetectKinds[K]['gives']> } = {
  inspect,
  detect,
}

async function outcomeOf(job: DetectJob) {
  try {
    return { ok: true as const, value: await work[job.kind](job as never) }
  } catch (error) {
    if (error instanceof DetectionFailed) return { ok: false as const, fault: error.fault, message: error.message }
    const message = `The model failed on this picture: ${error instanceof Error ? error.message : String(error)}`
    return { ok: false as const, fault: 'bad-output' as const, message }
  }
}

listenToParent(async (message) => {
  const { id, job } = message as DetectRequest
  const outcome = await outcomeOf(job)
  sendToParent({ id, rss: process.memoryUsage.rss(), ...outcome } satisfies DetectReply)
})
