import type {
  DecodeFailure,
  DecodeJob,
  DecodeKind,
  DecodeKinds,
  DecodeReply,
  DecodeRequest,
} from '../images/decode-job.ts'
import { OUT_OF_MEMORY_EXIT } from '../images/decode-job.ts'
import { ImageRefused } from '../images/image-refused.ts'
import { InstructionNotRead } from '../images/instruction-not-read.ts'
import { inspect, scaled, thumbnail, upright } from './decoding.ts'
import { listenToParent, sendToParent } from './parent-channel.ts'

/** Time between two looks at the memory, milliseconds. */
const MEMORY_CHECK = 50

const work: { readonly [K in DecodeKind]: (job: DecodeJob<K>) => Promise<DecodeKinds[K]['gives']> } = {
  inspect: ({ bytes, format }) => inspect(bytes, format),
  thumbnail: ({ bytes }) => thumbnail(bytes),
  upright: ({ bytes }) => upright(bytes),
  scaled: ({ bytes, ...limits }) => scaled(bytes, limits),
  shapes: async ({ bytes, instruction }) => {
    // Most children never solve anything: what that needs is loaded when it is asked for.
    const { shapes } = await import('./shapes.ts')
    return shapes(bytes, instruction)
  },
}

/** libvips reports damage as plain errors; a subclass is a mistake of ours, and costs this one picture too. */
function failureOf(error: unknown): DecodeFailure {
  if (error instanceof ImageRefused) return { kind: 'refused', reason: error.reason, remedy: error.remedy }
  if (error instanceof InstructionNotRead) return { kind: 'cannot-read', message: error.message }
  const isDamage = error instanceof Error && error.constructor === Error
  const detail = String(isDamage ? error.message : error).split('\n', 1)[0]
  return {
    kind: 'refused',
    reason: isDamage ? `It is damaged or cut short (${detail}).` : `Pointcheck failed to decode it (${detail}).`,
    remedy: 'Copy or download it again, or save it anew as PNG.',
  }
}

async function answer({ id, job, memoryLimit }: DecodeRequest): Promise<void> {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > memoryLimit) process.exit(OUT_OF_MEMORY_EXIT)
  }, MEMORY_CHECK)
  const outcome = await work[job.kind](job as never).then(
    (value) => ({ ok: true as const, value }),
    (error: unknown) => ({ ok: false as const, error: failureOf(error) }),
  )
  clearInterval(watch)
  sendToParent({ id, rss: process.memoryUsage.rss(), ...outcome } satisfies DecodeReply)
}

listenToParent((message) => void answer(message as DecodeRequest))
