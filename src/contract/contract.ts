import { z } from 'zod'
import { ReviewState } from '../core/item.ts'
import { Decision } from '../core/revision.ts'
import { Task } from '../core/task.ts'
import {
  AppInfo,
  ExportPreview,
  ExportRequest,
  ExportRun,
  FormatId,
  Id,
  ItemDetail,
  ItemFilter,
  ItemRow,
  ItemSort,
  Job,
  Problem,
  ProjectInfo,
  RevisionHead,
  Saved,
  Settings,
} from './payloads.ts'
import { Run, runMethods } from './run-methods.ts'
import { similarMethods } from './similar-methods.ts'
import { solverMethods } from './solver-methods.ts'
import type { Contract, Client as ClientOf, EventOf, Handlers as HandlersOf } from './rpc.ts'

const none = z.object({})
const done = z.object({})
const Page = z.number().int().min(1).max(1_000).default(100)
const Base = z.object({ itemId: Id, base: z.number().int().nonnegative() })

/** Every method and every event, once. Handlers, client and transports are derived from this object. */
export const contract = {
  methods: {
    'app.info': { input: none, output: AppInfo },
    'settings.get': { input: none, output: Settings },
    'settings.set': { input: Settings, output: Settings },

    'projects.list': {
      input: none,
      output: z.array(z.object({ name: z.string(), path: z.string(), isSamples: z.boolean() })),
    },
    /** Makes and opens a project in the data folder. Errors: `exists`, `bad-name`. */
    'projects.create': { input: z.object({ name: z.string().min(1).max(80) }), output: ProjectInfo },
    /** Errors: `not-a-project`, `from-the-future`, `damaged`, `in-use`, `not-writable`. */
    'projects.open': { input: z.object({ path: z.string().min(1) }), output: ProjectInfo },
    /** Opens the sample project, making it first where it is missing. */
    'projects.openSamples': { input: none, output: ProjectInfo },
    /** Reads the whole database of the open project: seconds for a large one, and nothing else is answered meanwhile. */
    'projects.check': {
      input: none,
      output: z.object({
        faults: z.array(z.string()),
        /** By SQLite's names, as read back. */
        settings: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    },

    'items.list': {
      input: z.object({
        filter: ItemFilter.default({}),
        sort: ItemSort.default('added'),
        after: z.string().optional(),
        limit: Page,
      }),
      output: z.object({ rows: z.array(ItemRow), next: z.string().optional(), total: z.number().int() }),
    },
    'items.counts': {
      input: none,
      output: z.object({
        total: z.number().int(),
        unreviewed: z.number().int(),
        reviewed: z.number().int(),
        flagged: z.number().int(),
        failed: z.number().int(),
      }),
    },
    /** Errors: `not-found`. */
    'items.get': { input: z.object({ id: Id }), output: ItemDetail },
    /** The row of one item, or nothing where it does not exist. */
    'items.row': { input: z.object({ id: Id }), output: z.object({ row: ItemRow.optional() }) },
    /** The nearest item after (or before) `from` in the given list, optionally of one state only. */
    'items.step': {
      input: z.object({
        from: Id.optional(),
        direction: z.enum(['next', 'previous']),
        filter: ItemFilter.default({}),
        sort: ItemSort.default('added'),
        state: ReviewState.optional(),
      }),
      output: z.object({ id: Id.optional(), position: z.number().int().optional() }),
    },
    'items.setInstruction': {
      input: z.object({ ids: z.array(Id).min(1).max(100_000), instruction: z.string().max(2_000) }),
      output: done,
    },

    /** Acknowledged means on disk. Errors: `conflict` where `base` is not the newest revision, `read-only`, `disk-full`, `not-found`, `same-target-twice`. */
    'truth.save': { input: Base.extend({ decision: Decision, what: z.string().min(1).max(300) }), output: Saved },
    /** Errors as in truth.save, and `nothing-to-undo` or `nothing-to-redo`. */
    'truth.undo': { input: Base, output: Saved },
    'truth.redo': { input: Base, output: Saved },
    'truth.restore': { input: Base.extend({ revision: z.number().int().nonnegative() }), output: Saved },
    /** Newest first. */
    'revisions.list': {
      input: z.object({ itemId: Id, before: z.number().int().optional(), limit: Page }),
      output: z.array(RevisionHead),
    },

    /** The reply byte for byte; the key was never in it. Errors: `not-found`. */
    'answers.raw': { input: z.object({ id: Id }), output: z.object({ raw: z.string() }) },
    /** The last reply of a task that ended without an answer, as above. Errors: `not-found` also where no reply came. */
    'tasks.raw': { input: z.object({ id: Id }), output: z.object({ raw: z.string() }) },

    ...solverMethods,
    ...runMethods,
    ...similarMethods,

    'tasks.cancel': {
      input: z.object({ ids: z.array(Id).min(1).max(100_000) }),
      output: z.object({ count: z.number().int() }),
    },
    /** Makes new tasks for the failed ones given. */
    'tasks.retry': {
      input: z.object({ ids: z.array(Id).min(1).max(100_000) }),
      output: z.object({ jobId: Id, count: z.number().int() }),
    },
    /** A person's decision about an unconfirmed task: it may have been paid. */
    'tasks.resolve': { input: z.object({ id: Id, as: z.enum(['failed', 'send-again']) }), output: done },

    /** Starts an import of files and folders on this machine. */
    'imports.paths': {
      input: z.object({
        paths: z.array(z.string().min(1)).min(1).max(10_000),
        instruction: z.string().max(2_000).default(''),
      }),
      output: z.object({ jobId: Id }),
    },
    /**
     * Reads answers from files on this machine (JSON Lines, CSV, Label Studio predictions; told by content) as those of a solver of
     * their own, named `solverName`. What is there already is not added again.
     */
    'imports.answerPaths': {
      input: z.object({ paths: z.array(z.string().min(1)).min(1).max(1_000), solverName: z.string().min(1).max(80) }),
      output: z.object({ jobId: Id }),
    },
    /** Opens an import whose files come one by one through the byte door (`POST /images`, or the bridge). */
    'imports.begin': {
      input: z.object({
        total: z.number().int().min(1),
        instruction: z.string().max(2_000).default(''),
        /** The files hold answers, to be read as those of a solver with this name. */
        answersOf: z.string().min(1).max(80).optional(),
      }),
      output: z.object({ jobId: Id }),
    },
    'imports.finish': { input: z.object({ jobId: Id }), output: done },

    'jobs.list': { input: none, output: z.array(Job) },
    /** Errors: `not-found`. `itemIds` are those an import added, first 1,000. */
    'jobs.get': {
      input: z.object({ id: Id }),
      output: z.object({ job: Job, problems: z.array(Problem), itemIds: z.array(Id), notes: z.array(z.string()) }),
    },
    'jobs.cancel': { input: z.object({ id: Id }), output: done },

    'exports.formats': {
      input: none,
      output: z.array(
        z.object({
          id: FormatId,
          title: z.string(),
          extension: z.string(),
          holds: z.record(
            z.enum(['points', 'labels', 'instruction', 'verdicts', 'empty', 'answers']),
            z.enum(['yes', 'partly', 'no']),
          ),
        }),
      ),
    },
    'exports.preview': { input: ExportRequest, output: ExportPreview },
    /** Errors: `exists` where the destination holds something that is not an earlier export, `bad-destination`. */
    'exports.start': {
      input: z.object({ request: ExportRequest.unwrap(), destination: z.string().min(1) }),
      output: z.object({ jobId: Id }),
    },
    'exports.list': { input: none, output: z.array(ExportRun) },
    'exports.suggestDestination': {
      input: z.object({ format: FormatId, container: z.enum(['folder', 'zip']) }),
      output: z.object({ path: z.string() }),
    },

    /** Native dialogs of the desktop door. Error `unavailable` behind the others. */
    'dialogs.openImages': {
      input: z.object({ folder: z.boolean() }),
      output: z.object({ paths: z.array(z.string()) }),
    },
    'dialogs.openFile': {
      input: z.object({ of: z.enum(['model', 'answers', 'profiles', 'picture']) }),
      output: z.object({ paths: z.array(z.string()) }),
    },
    'dialogs.openProject': { input: none, output: z.object({ path: z.string().optional() }) },
    'dialogs.saveExport': {
      input: z.object({ suggested: z.string(), container: z.enum(['folder', 'zip']) }),
      output: z.object({ path: z.string().optional() }),
    },
    'dialogs.showInFolder': { input: z.object({ path: z.string() }), output: done },
  },
  events: {
    /** One item, its truth, tasks or answers changed. */
    'item.changed': z.object({ id: Id, revision: z.number().int() }),
    /** Items were added or changed in bulk: lists are stale. */
    'items.changed': none,
    'task.changed': Task,
    'job.changed': Job,
    'solvers.changed': none,
    /** At most ten times a second a run. */
    'run.changed': Run,
    /** A run has ended: for a notification. */
    'run.ended': z.object({ id: Id, title: z.string(), body: z.string() }),
    /** Whether what could not be reached can be reached again; `waiting` tasks go on when a person says so. */
    'network.changed': z.object({ online: z.boolean(), solverIds: z.array(Id), waiting: z.number().int() }),
    'settings.changed': Settings,
    /** Another project is open: everything is stale. */
    'project.changed': ProjectInfo,
    /** The native menu asks the window to run a command of its table. */
    'command.run': z.object({ id: z.string() }),
  },
} as const satisfies Contract

export type AppContract = typeof contract
export type AppEvent = EventOf<AppContract>
export type AppHandlers = HandlersOf<AppContract>
export type AppClient = ClientOf<AppContract>
