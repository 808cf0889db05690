import { onTestFinished } from 'vitest'
import type { Solver } from '../../src/core/solver.ts'
import type { Client } from '../../src/main/solvers/client.ts'
import { createClient } from '../../src/main/solvers/create-client.ts'
import { readEndpoint } from '../../src/main/solvers/endpoint.ts'
import { createHttp } from '../../src/main/solvers/http.ts'
import type { NetworkId } from '../../src/main/solvers/profiles.ts'
import { CANARY, shortDeadlines } from './support.ts'

/** A client with the canary key and short deadlines, closed when the test ends. Which of the methods are there depends on the profile. */
export function clientFor(url: string, profile: NetworkId, options: Solver['options'] = {}): Required<Client> {
  const http = createHttp(shortDeadlines)
  onTestFinished(() => http.close())
  const endpoint = readEndpoint(url)
  const key = { origin: endpoint.origin, key: CANARY }
  return createClient({ http, solver: { profile, options }, endpoint, key, now: () => 0 }) as Required<Client>
}
