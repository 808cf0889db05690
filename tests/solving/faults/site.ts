import type { Solver } from '../../../src/core/solver.ts'
import type { NetworkId } from '../../../src/main/solvers/profiles.ts'

/** How one source is set up and speaks. */
export interface Site {
  readonly profile: NetworkId
  /** Behind the server's address. */
  readonly path: string
  readonly options: Solver['options']
  /** The request whose reply holds the points. */
  readonly answersAt: 'create' | 'result'
  /** A good reply with that JSON text where the points belong. */
  readonly answer: (points: string) => string
  /** A good list of points, and an empty one, as this source writes them. */
  readonly points: string
  readonly none: string
}

const service = (profile: NetworkId, answersAt: Site['answersAt'], points: string): Site => ({
  profile,
  path: '',
  options: {},
  answersAt,
  answer: (text) => `{"errorId":0,"status":"ready","solution":{"coordinates":${text}}}`,
  points,
  none: '[]',
})
const inText = (points: string): string => JSON.stringify(points)

export const sites: readonly Site[] = [
  service('ucaptcha', 'create', '[{"x":75,"y":100}]'),
  service('2captcha', 'result', '[{"x":75,"y":100}]'),
  service('anticaptcha', 'result', '[[75,100]]'),
  {
    ...service('legacy', 'result', '[{"x":"75","y":"100"}]'),
    answer: (text) => `{"status":1,"request":${text}}`,
  },
  {
    ...service('moondream', 'create', '[{"x":0.5,"y":0.5}]'),
    answer: (text) => `{"request_id":"a","points":${text}}`,
  },
  {
    ...service('gemini', 'create', '[{"point":[500,500]}]'),
    options: { model: 'gemini-like' },
    answer: (text) => `{"candidates":[{"content":{"parts":[{"text":${inText(text)}}]}}]}`,
  },
  {
    ...service('chat', 'create', '[{"point_2d":[75,100]}]'),
    path: '/v1',
    options: { model: 'pixels', convention: 'sent-pixels' },
    answer: (text) => `{"choices":[{"message":{"role":"assistant","content":${inText(text)}}}]}`,
  },
]
