import { z } from 'zod'
import { Answer } from '../core/answer.ts'
import { Convention } from '../core/convention.ts'
import { Size } from '../core/geometry.ts'
import { ImageHash } from '../core/item.ts'
import { Resize, Solver } from '../core/solver.ts'
import { Targets } from '../core/truth.ts'
import { Id, Problem, SolverInfo } from './payloads.ts'

const done = z.object({})
const count = z.number().int().nonnegative()

/** One connection test, with what was sent and what came back, the key masked. */
export const SolverTest = z
  .object({
    solverId: Id,
    at: z.number().int(),
    asked: z.enum(['balance', 'image', 'model']),
    ok: z.boolean(),
    /** One line for people: "Balance $50.25", "3 points, all inside", "Loads, 4 classes", or what is wrong. */
    summary: z.string(),
    /** Method, path and body; a picture in it is shortened. */
    sent: z.string(),
    /** Body, and headers worth showing, as they came. */
    received: z.string(),
    /** HTTP status, where there was a reply. */
    status: z.number().int().optional(),
    latencyMs: z.number().nonnegative(),
  })
  .readonly()
export type SolverTest = z.infer<typeof SolverTest>

/** What the project knows of a solver's past, over the last 30 days. */
export const SolverStats = z
  .object({
    solverId: Id,
    /** Of all time; the rest is of 30 days. */
    answers: count,
    recent: count,
    /** Share of settled tasks that were solved, 0 to 1; absent without any. */
    solvedShare: z.number().min(0).max(1).optional(),
    latencyP50: z.number().nonnegative().optional(),
    latencyP95: z.number().nonnegative().optional(),
    /** USD. */
    spent: z.number().nonnegative(),
    /** Median cost of its newest answers, USD a task. */
    price: z.number().nonnegative().optional(),
    reportedWrong: count,
    /** Replies that are kept and could not be read, or wait for a convention. */
    unread: count,
    lastTest: SolverTest.optional(),
  })
  .readonly()
export type SolverStats = z.infer<typeof SolverStats>

/** One kept reply, for the convention picker. */
export const ReadingSample = z
  .object({
    taskId: Id,
    itemId: Id,
    name: z.string(),
    instruction: z.string(),
    imageHash: ImageHash,
    imageSize: Size,
    sentSize: Size,
    /** The reply as it came. */
    raw: z.string(),
    /** The part of it that says where, as text. */
    said: z.string(),
    /** The item's truth, where it was reviewed. */
    targets: Targets.optional(),
    /** The answer as it is read now; absent where it is not. */
    answer: Answer.optional(),
  })
  .readonly()
export type ReadingSample = z.infer<typeof ReadingSample>

const Reading = z.object({ solverId: Id, convention: Convention, resize: Resize.optional() })

/** How all kept replies of a solver read under a convention. Distances in pixels of the full-size image. */
export const ReadingSummary = z
  .object({
    replies: count,
    /** Replies from which points, or an empty list, can be read; and those from which nothing can. */
    read: count,
    unreadable: count,
    points: count,
    /** Points inside their image. */
    inside: count,
    /** Points of reviewed items, and those of them within the hit radius of a target. */
    checked: count,
    near: count,
    /** Median distance of those points to their nearest target. */
    medianOffPx: z.number().nonnegative().optional(),
    /** Against how they are read now: answers that become others, failed tasks that get an answer, and the median move of a point. */
    changed: count,
    recovered: count,
    medianMovePx: z.number().nonnegative().optional(),
    /** Points that the model itself marked as none (percent over 100 in tags), where there were any. */
    dropped: count.optional(),
  })
  .readonly()
export type ReadingSummary = z.infer<typeof ReadingSummary>

/** A recorded reading of kept replies. `before` is absent where no convention had been chosen. */
export const Reread = z
  .object({
    id: Id,
    solverId: Id,
    at: z.number().int(),
    by: z.string(),
    before: z.object({ convention: Convention.optional(), resize: Resize.optional() }).readonly(),
    after: z.object({ convention: Convention, resize: Resize.optional() }).readonly(),
    summary: ReadingSummary,
    undoneAt: z.number().int().optional(),
  })
  .readonly()
export type Reread = z.infer<typeof Reread>

/** What was, or may be, told to the service about an answer. */
export const Feedback = z
  .object({
    answerId: Id,
    /** Verdicts that the service takes for this answer now. */
    can: z.array(z.enum(['right', 'wrong'])).readonly(),
    /** Why it takes none, in a sentence. */
    why: z.string().optional(),
    /** How long it still takes one, ms; absent without a limit. */
    leftMs: z.number().nonnegative().optional(),
    sent: z
      .object({
        verdict: z.enum(['right', 'wrong']),
        at: z.number().int(),
        by: z.string(),
        state: z.enum(['sending', 'taken', 'refused', 'unconfirmed']),
        reply: z.string().optional(),
      })
      .readonly()
      .optional(),
  })
  .readonly()
export type Feedback = z.infer<typeof Feedback>

/** A model file that was looked at. */
export const ModelFile = z
  .object({
    path: z.string(),
    /** In words: "YOLO, boxes and scores in one output (v8)". */
    layout: z.string(),
    /** Width and height of the input, pixels; absent where any size fits. */
    inputSize: Size.optional(),
    classNames: z.array(z.string()).readonly(),
    /** Where the class names come from. */
    namesFrom: z.enum(['metadata', 'given', 'numbered']),
  })
  .readonly()
export type ModelFile = z.infer<typeof ModelFile>

/** Solvers: what they are, whether they work, how their replies are read, and what is told back to them. */
export const solverMethods = {
  'solvers.list': { input: done, output: z.array(SolverInfo) },
  /**
   * Adds (no id) or changes a solver. Without `mark` a new one gets a free one. Errors: `bad-url` (not https and not loopback),
   * `bad-input`, `bad-model`.
   */
  'solvers.save': {
    input: z.object({
      id: Id.optional(),
      solver: Solver.unwrap()
        .omit({ id: true, position: true })
        .extend({ mark: Solver.unwrap().shape.mark.optional() }),
    }),
    output: SolverInfo,
  },
  /** All ids, in the new order. */
  'solvers.reorder': { input: z.object({ ids: z.array(Id).min(1).max(1_000) }), output: done },
  'solvers.remove': { input: z.object({ id: Id }), output: done },
  /** Write-only. The key is bound to the origin that the solver's base URL has now. */
  'solvers.setKey': { input: z.object({ id: Id, key: z.string().min(1).max(500) }), output: SolverInfo },
  'solvers.forgetKey': { input: z.object({ id: Id }), output: SolverInfo },
  'solvers.balance': { input: z.object({ id: Id }), output: z.object({ balance: z.number() }) },
  /**
   * Tries a solver: its balance where it has one, else whether the model loads or answers. With `itemId` it is asked about that
   * image as a task of its own, which may be paid. Never rejects for what the other side did: that is the result.
   */
  'solvers.test': { input: z.object({ id: Id, itemId: Id.optional() }), output: SolverTest },
  /** Newest first. */
  'solvers.tests': {
    input: z.object({ id: Id.optional(), limit: z.number().int().min(1).max(500).default(20) }),
    output: z.object({ tests: z.array(SolverTest), total: z.number().int() }),
  },
  'solvers.stats': { input: done, output: z.array(SolverStats) },
  /** Profiles as text (JSON), never with keys. */
  'solvers.exportProfiles': {
    input: z.object({ ids: z.array(Id).max(1_000).optional() }),
    output: z.object({ text: z.string() }),
  },
  /** The good ones are added, without keys and switched off; the others are listed. Errors: `unreadable` where it is no such file at all. */
  'solvers.importProfiles': {
    input: z.object({ text: z.string().max(20_000_000) }),
    output: z.object({ added: z.array(SolverInfo), problems: z.array(Problem) }),
  },
  /** Looks at a model file on this machine. Errors: `bad-model`, with what was expected. */
  'solvers.inspectModel': {
    input: z.object({ path: z.string().min(1).max(4_096), classNames: z.array(z.string()).max(10_000).optional() }),
    output: ModelFile,
  },

  /** Kept replies of a solver, reviewed items first, for the picker. */
  'readings.samples': {
    input: z.object({ solverId: Id, limit: z.number().int().min(1).max(100).default(24) }),
    output: z.object({ samples: z.array(ReadingSample), total: z.number().int() }),
  },
  'readings.preview': { input: Reading, output: ReadingSummary },
  /**
   * Chooses a convention and reads all kept replies again in one transaction; nothing is sent. A reply that cannot be read any more
   * keeps its answer. Errors: `fixed-convention` where the protocol says how to read and another is asked for,
   * `bad-input` for resized pixels without `resize`.
   */
  'readings.apply': { input: Reading, output: Reread },
  /** Puts back what it changed, where it is the newest that stands. Errors: `conflict`, `not-found`. */
  'readings.undo': { input: z.object({ id: Id }), output: Reread },
  /** Newest first. */
  'readings.list': { input: z.object({ solverId: Id }), output: z.array(Reread) },

  /** What may be told about the answers of an item. */
  'feedback.ofItem': { input: z.object({ itemId: Id }), output: z.array(Feedback) },
  /** Tells the service, once. Errors: `not-offered`, `too-late`, `already-sent`, and those of a request. */
  'feedback.send': {
    input: z.object({ answerId: Id, verdict: z.enum(['right', 'wrong']), message: z.string().max(500).default('') }),
    output: Feedback,
  },
} as const
