import type { IncomingMessage } from 'node:http'
import { BuiltIn } from '../../core/solver.ts'
import { modelOf } from './model-api.ts'
import type { Call } from './wire-faults.ts'

/** Where a request leads. */
export interface Route {
  readonly api: 'json' | 'legacy' | 'model'
  /** The path without the answerer's name: `createTask`, `in.php`, `v1/point`. */
  readonly path: string
  /** The answerer that the path names. */
  readonly named: BuiltIn | undefined
  readonly query: URLSearchParams
  readonly kind: Call['kind']
}

const KINDS: Readonly<Record<string, Call['kind']>> = {
  createTask: 'create',
  'in.php': 'create',
  getTaskResult: 'result',
  getBalance: 'balance',
  feedbackTask: 'feedback',
  reportCorrect: 'feedback',
  reportIncorrect: 'feedback',
  reportIncorrectImageCaptcha: 'feedback',
}
const LEGACY_KINDS: Readonly<Record<string, Call['kind']>> = {
  get: 'result',
  getbalance: 'balance',
  reportgood: 'feedback',
  reportbad: 'feedback',
}

/** Finds where a request leads; undefined where nothing is. */
export function routeOf(request: IncomingMessage): Route | undefined {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const [first = '', ...rest] = url.pathname.slice(1).split('/')
  const named = BuiltIn.safeParse(first).data
  const path = named ? rest.join('/') : [first, ...rest].join('/')
  const to = { path, named, query: url.searchParams }
  if (modelOf(path)) return { ...to, api: 'model', kind: request.method === 'POST' ? 'create' : 'other' }
  if (path === 'res.php') {
    return { ...to, api: 'legacy', kind: LEGACY_KINDS[url.searchParams.get('action') ?? ''] ?? 'other' }
  }
  if (path === '' || path.includes('/')) return undefined
  return { ...to, api: path === 'in.php' ? 'legacy' : 'json', kind: KINDS[path] ?? 'other' }
}
