import { z } from 'zod'
import { Answer } from '../core/answer.ts'
import { ImageHash, Item, ReviewState } from '../core/item.ts'
import { RevisionHead } from '../core/revision.ts'
import { Solver } from '../core/solver.ts'
import { Task } from '../core/task.ts'
import { Targets } from '../core/truth.ts'

export const Id = z.string().min(1).max(64)

/** Words for people about one thing that did not work: which, why, and what to do. */
export const Problem = z.object({ name: z.string(), reason: z.string(), remedy: z.string() }).readonly()
export type Problem = z.infer<typeof Problem>

/** Long work. Times in milliseconds; rate per second. `etaMs` is absent until a rate is known. */
export const Job = z
  .object({
    id: Id,
    kind: z.enum(['import', 'solve', 'export']),
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    done: z.number().int().nonnegative(),
    total: z.number().int().nonnegative(),
    rate: z.number().nonnegative(),
    etaMs: z.number().nonnegative().optional(),
    problems: z.number().int().nonnegative(),
    /** One line for people: what is being done, or how it ended. */
    message: z.string(),
  })
  .readonly()
export type Job = z.infer<typeof Job>

export const ItemFilter = z
  .object({
    state: ReviewState.optional(),
    /** Substring of name or instruction, any case. */
    text: z.string().max(200).optional(),
    /** Items whose newest task of any solver failed. */
    failed: z.literal(true).optional(),
    /** Items with at least one answer. */
    answered: z.literal(true).optional(),
    /** Items without an answer of this solver, or, with `any`, of any. */
    unsolvedBy: z.union([z.literal('any'), Id]).optional(),
    ids: z.array(Id).max(100_000).optional(),
  })
  .readonly()
export type ItemFilter = z.infer<typeof ItemFilter>

export const ItemSort = z.enum(['added', 'name', 'state', 'error'])
export type ItemSort = z.infer<typeof ItemSort>

/** A row of the queue: what it shows and no more. */
export const ItemRow = z
  .object({
    id: Id,
    name: z.string(),
    instruction: z.string(),
    state: ReviewState,
    imageHash: ImageHash,
    targetCount: z.number().int(),
    answerCount: z.number().int(),
    /** Points of the newest answer. */
    answerPoints: z.number().int().optional(),
    /** Tasks queued, submitting or waiting. */
    working: z.number().int(),
    /** Solvers whose newest task failed or is unconfirmed. */
    failed: z.number().int(),
    /** Mean matched error over the answers, px, once reviewed. */
    errorPx: z.number().optional(),
  })
  .readonly()
export type ItemRow = z.infer<typeof ItemRow>

export const UndoState = z.object({ undo: z.string().optional(), redo: z.string().optional() }).readonly()
export type UndoState = z.infer<typeof UndoState>

/** Everything the review window needs for one item. `tasks` are newest first and include settled ones. */
export const ItemDetail = z
  .object({
    item: Item,
    targets: Targets,
    history: UndoState,
    answers: z.array(Answer).readonly(),
    tasks: z.array(Task).readonly(),
  })
  .readonly()
export type ItemDetail = z.infer<typeof ItemDetail>

/** What a save answers: acknowledged means on disk. A save that changes nothing makes no revision; 0 is the item before its first one. */
export const Saved = z
  .object({ revision: z.number().int().nonnegative(), targets: Targets, state: ReviewState, history: UndoState })
  .readonly()
export type Saved = z.infer<typeof Saved>

/** A solver with what may be known of its key: never the key itself. */
export const SolverInfo = z
  .object({
    solver: Solver,
    key: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('not-needed') }).readonly(),
      z.object({ kind: z.literal('missing') }).readonly(),
      /** Entered for another origin than the base URL has now: must be entered again. */
      z.object({ kind: z.literal('other-origin'), origin: z.string() }).readonly(),
      z
        .object({
          kind: z.literal('present'),
          lastFour: z.string(),
          kept: z.enum(['session', 'keyring', 'sealed-file']),
        })
        .readonly(),
    ]),
    /** Set while nothing is sent to this solver: its tasks wait until a person has acted. `reason` is for people. */
    hold: z
      .object({
        code: z.string(),
        reason: z.string(),
        /** Milliseconds until it is tried again by itself; absent where it waits for a person. */
        untilMs: z.number().nonnegative().optional(),
      })
      .readonly()
      .optional(),
  })
  .readonly()
export type SolverInfo = z.infer<typeof SolverInfo>

export const Settings = z
  .object({
    theme: z.enum(['system', 'light', 'dark']).default('system'),
    reviewer: z.string().min(1).max(80).default('Reviewer'),
    /** A pair can match within this distance: pixels, or a share of the image diagonal. */
    hitRadius: z
      .discriminatedUnion('unit', [
        z.object({ unit: z.literal('px'), value: z.number().positive() }).readonly(),
        z.object({ unit: z.literal('diagonal'), value: z.number().positive().max(1) }).readonly(),
      ])
      .default({ unit: 'diagonal', value: 0.025 }),
    tourDone: z.boolean().default(false),
  })
  .readonly()
export type Settings = z.infer<typeof Settings>

export const FormatId = z.enum(['image-coordinates', 'jsonl', 'csv', 'coco'])
export type FormatId = z.infer<typeof FormatId>

/** One line of the loss report. */
export const LossLine = z
  .object({ kind: z.enum(['kept', 'changed', 'lost']), count: z.number().int().nonnegative(), what: z.string() })
  .readonly()
export type LossLine = z.infer<typeof LossLine>

export const ExportRequest = z
  .object({
    format: FormatId,
    filter: ItemFilter.default({}),
    /** Whose points are written as the label: the truth, or a solver's newest answer. */
    points: z.discriminatedUnion('of', [
      z.object({ of: z.literal('truth') }).readonly(),
      z.object({ of: z.literal('solver'), solverId: Id }).readonly(),
    ]),
    images: z.enum(['none', 'copy']).default('none'),
    /** Also write a PNG per item with the markers drawn. */
    overlays: z.boolean().default(false),
    container: z.enum(['folder', 'zip']).default('folder'),
    /** The folder may hold other files: they stay, what would be replaced is kept as `NAME.old`, and no list of sums is written. */
    amongOthers: z.boolean().default(false),
    /** COCO: half side of the box round a point, px. */
    boxRadius: z.number().positive().max(10_000).default(10),
  })
  .readonly()
export type ExportRequest = z.infer<typeof ExportRequest>

export const ExportPreview = z
  .object({
    items: z.number().int(),
    files: z.number().int(),
    /** Path inside the export and the beginning of what will be written there. */
    fileName: z.string(),
    text: z.string(),
    report: z.array(LossLine).readonly(),
  })
  .readonly()
export type ExportPreview = z.infer<typeof ExportPreview>

/** A stored run that wrote files. */
export const ExportRun = z
  .object({
    id: Id,
    at: z.number().int(),
    by: z.string(),
    format: FormatId,
    destination: z.string(),
    items: z.number().int(),
    files: z.number().int(),
    sha256: z.string(),
    report: z.array(LossLine).readonly(),
  })
  .readonly()
export type ExportRun = z.infer<typeof ExportRun>

export const ProjectInfo = z
  .object({
    name: z.string(),
    path: z.string(),
    /** Set where this instance may only read: another one writes, or the disk refused. */
    readOnly: z.string().optional(),
    isSamples: z.boolean(),
  })
  .readonly()
export type ProjectInfo = z.infer<typeof ProjectInfo>

export const AppInfo = z
  .object({
    version: z.string(),
    project: ProjectInfo,
    /** What this door can do beyond the browser's own means. */
    natives: z.object({ dialogs: z.boolean(), dropPaths: z.boolean() }).readonly(),
    /** How keys are kept here, in words. */
    keyStorage: z.string(),
  })
  .readonly()
export type AppInfo = z.infer<typeof AppInfo>

export { RevisionHead }
