import { z } from 'zod'
import { Convention } from './convention.ts'

/** Services of the createTask / getTaskResult family: `protocol.md` 1. */
export const JsonServiceId = z.enum(['ucaptcha', '2captcha', 'anticaptcha'])
export type JsonServiceId = z.infer<typeof JsonServiceId>

/** Services that take a task and are asked for its result. `legacy` is in.php and res.php: `protocol.md` 4. Feedback and balance exist here only. */
export const ServiceId = z.enum([...JsonServiceId.options, 'legacy'])
export type ServiceId = z.infer<typeof ServiceId>

/** Models that answer the request itself: `protocol.md` 5. */
export const ModelId = z.enum(['moondream', 'gemini', 'chat'])
export type ModelId = z.infer<typeof ModelId>

/** Sources inside the app: the user's own detector, answers that came in a file, matches of a marked example. Nothing leaves the machine. */
export const LocalId = z.enum(['onnx', 'file', 'similar'])
export type LocalId = z.infer<typeof LocalId>

/** What kind of source a solver is. */
export const ProfileId = z.enum([...ServiceId.options, ...ModelId.options, ...LocalId.options])
export type ProfileId = z.infer<typeof ProfileId>

/** Which of the app's own answerers stands behind the embedded server. */
export const BuiltIn = z.enum(['shapes', 'known-truth'])
export type BuiltIn = z.infer<typeof BuiltIn>

/** How a model shrinks a picture before it looks: sides are multiples of `multiple` pixels, the area is at most `maxPixels`. */
export const Resize = z
  .object({ multiple: z.number().int().min(1).max(256), maxPixels: z.number().int().min(1_024).max(100_000_000) })
  .readonly()
export type Resize = z.infer<typeof Resize>

/** Request fields and settings of one solver. Which of them a profile uses: `optionsOf`. All may be absent. */
export const SolverOptions = z
  .object({
    /** Fewest and most points that the service is asked for. */
    minClicks: z.number().int().min(1).max(100).optional(),
    maxClicks: z.number().int().min(1).max(100).optional(),
    /** A picture that shows what to click, base64; 100 kB before it. */
    instructionImage: z.base64().max(137_000).optional(),
    mode: z.enum(['points', 'rectangles']).optional(),
    selectionMode: z.enum(['autoCheapest', 'autoFastest', 'autoMostReliable', 'priority']).optional(),
    provider: z.string().max(80).optional(),
    /** `languagePool` of the service. */
    language: z.string().max(16).optional(),
    softId: z.number().int().nonnegative().optional(),
    /** A label for the service's statistics. */
    websiteUrl: z.string().max(500).optional(),
    model: z.string().max(200).optional(),
    /** What the model is told; `{instruction}`, `{width}` and `{height}` (of the picture sent) are filled in. */
    prompt: z.string().max(8_000).optional(),
    temperature: z.number().min(0).max(2).optional(),
    maxTokens: z.number().int().min(1).max(100_000).optional(),
    /** How the numbers of its replies are read. Absent: not chosen yet; replies are kept until it is. */
    convention: Convention.optional(),
    /** What the convention `resized-pixels` is relative to. */
    resize: Resize.optional(),
    /** Make the picture that size before it is sent, so that nothing is left to map. */
    resizeBefore: z.boolean().optional(),
    /** The user's own model file on this machine. */
    modelPath: z.string().max(4_096).optional(),
    /** In the order of the model's outputs; absent where its metadata name them. */
    classNames: z.array(z.string().max(200)).max(10_000).readonly().optional(),
    /** Other words for a class, by class name. */
    synonyms: z.record(z.string(), z.array(z.string().max(200)).max(100)).optional(),
    /** Least score of a box that is kept. */
    scoreThreshold: z.number().min(0).max(1).optional(),
    /** Boxes of one class that share more than this (intersection over union) are one. */
    overlapThreshold: z.number().min(0).max(1).optional(),
    /** The file that the answers came from. */
    fileName: z.string().max(500).optional(),
    /** Whose answers of that file these are, as the file names them; absent where it names nobody. */
    sourceName: z.string().max(500).optional(),
  })
  .readonly()
export type SolverOptions = z.infer<typeof SolverOptions>

/** The options that a profile uses, in the order of a form. */
export const optionsOf: Readonly<Record<ProfileId, readonly (keyof SolverOptions)[]>> = {
  ucaptcha: ['selectionMode', 'provider'],
  '2captcha': ['minClicks', 'maxClicks', 'instructionImage', 'language', 'softId'],
  anticaptcha: ['mode', 'websiteUrl', 'softId'],
  legacy: ['minClicks', 'maxClicks', 'language', 'softId'],
  moondream: [],
  gemini: ['model', 'prompt', 'temperature', 'maxTokens'],
  chat: ['model', 'prompt', 'temperature', 'maxTokens', 'convention', 'resize', 'resizeBefore'],
  onnx: ['modelPath', 'classNames', 'synonyms', 'scoreThreshold', 'overlapThreshold'],
  file: ['fileName', 'sourceName'],
  similar: [],
}

/** A configured source of answers. */
export const Solver = z
  .object({
    id: z.string(),
    name: z.string().min(1).max(80),
    profile: ProfileId,
    /** Origin and path prefix of a service or model, without a trailing slash. Absent for a built-in and for local profiles. */
    baseUrl: z.url().optional(),
    builtIn: BuiltIn.optional(),
    enabled: z.boolean(),
    /** Place in every list, from 0. */
    position: z.number().int().nonnegative(),
    /** The slot, from 0, that gives the solver its colour and shape. */
    mark: z.number().int().nonnegative(),
    /** Tasks in flight at once. */
    concurrency: z.number().int().min(1).max(64),
    /** Most tasks that are begun in that time; absent: as many as `concurrency` lets through. */
    rate: z
      .object({ count: z.number().int().min(1).max(100_000), seconds: z.number().min(0.1).max(3_600) })
      .readonly()
      .optional(),
    /** What 1,000 tasks cost in the service's currency (USD), as a person set it; absent: its own past says. */
    price: z.number().nonnegative().max(100_000).optional(),
    options: SolverOptions,
  })
  .readonly()
export type Solver = z.infer<typeof Solver>

/** Whether nothing leaves the machine and nobody charges: a request whose reply was lost may simply be made again. */
export const isFree = ({ profile, builtIn }: Pick<Solver, 'profile' | 'builtIn'>): boolean =>
  builtIn !== undefined || LocalId.safeParse(profile).success

/** Whether it can be asked about an image. The others only hold answers that came in another way. */
export const canBeAsked = ({ profile }: Pick<Solver, 'profile'>): boolean => profile !== 'file' && profile !== 'similar'

/** Whether its replies say what a task cost: `protocol.md` 1. Of the others a person has to say it. */
export const saysCost = ({ profile }: Pick<Solver, 'profile'>): boolean => JsonServiceId.safeParse(profile).success
