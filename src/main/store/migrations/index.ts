import { first } from './001-first.ts'
import { sourcesAndRuns } from './002-sources-and-runs.ts'

/** In order; the position counts from 1 and is the `user_version` that a database has after it. Never edit one that has shipped. */
export const migrations: readonly string[] = [first, sourcesAndRuns]
