import { z } from 'zod'

/** The services of the createTask / getTaskResult family, and what differs between them: see `protocol.md` 1. */
export const ProfileId = z.enum(['ucaptcha', '2captcha', 'anticaptcha'])
export type ProfileId = z.infer<typeof ProfileId>

/** Which of the app's own answerers stands behind the embedded server. */
export const BuiltIn = z.enum(['shapes', 'known-truth'])
export type BuiltIn = z.infer<typeof BuiltIn>

/** A configured source of answers. Exactly one of `baseUrl` and `builtIn` says where it answers. */
export const Solver = z
  .object({
    id: z.string(),
    name: z.string().min(1).max(80),
    profile: ProfileId,
    /** Origin and path prefix of the service, without a trailing slash. Absent for a built-in. */
    baseUrl: z.url().optional(),
    builtIn: BuiltIn.optional(),
    enabled: z.boolean(),
    /** Place in every list; also the slot, from 0, that gives the solver its colour and shape. */
    position: z.number().int().nonnegative(),
    /** Tasks in flight at once. */
    concurrency: z.number().int().min(1).max(64),
  })
  .readonly()
export type Solver = z.infer<typeof Solver>
