import type { BuiltIn, ProfileId, Solver } from '../../../core/solver.ts'
import type { Client } from '../../solvers/client.ts'
import { createClient, KeyElsewhere } from '../../solvers/client.ts'
import { BadAddress, readEndpoint } from '../../solvers/endpoint.ts'
import type { Http } from '../../solvers/http.ts'
import type { Profile } from '../../solvers/profiles.ts'
import type { Context } from '../context.ts'
import { OnHold } from './hold.ts'

/** The server inside the app, behind which the built-in solvers answer; started when it is first asked for. */
export interface BuiltInServer {
  /** Base URL of that answerer, and the key of this session. */
  origin(builtIn: BuiltIn): Promise<{ readonly baseUrl: string; readonly key: string }>
}

/** A client for a solver as it is set up right now. Throws OnHold where address or key do not allow a request. */
export type Connect = (solver: Solver) => Promise<Client>

/** Makes clients for solvers: built-in ones with the address and key of the server inside the app, others with the key of their vault. */
export function createConnect(parts: {
  readonly context: Pick<Context, 'keys' | 'now'>
  readonly http: Http
  readonly profiles: Readonly<Record<ProfileId, Profile>>
  readonly builtIn: BuiltInServer
}): Connect {
  const { context, http, profiles, builtIn } = parts

  const addressAndKey = async (solver: Solver) => {
    if (solver.builtIn) {
      const { baseUrl, key } = await builtIn.origin(solver.builtIn)
      const endpoint = readEndpoint(baseUrl)
      return { endpoint, key: { origin: endpoint.origin, key } }
    }
    const endpoint = readEndpoint(solver.baseUrl ?? '')
    const key = await context.keys.get(solver.id)
    if (!key) throw new OnHold({ code: 'no-key', reason: `${solver.name} has no key. Enter one in Solvers.` })
    return { endpoint, key }
  }

  return async (solver) => {
    try {
      const { endpoint, key } = await addressAndKey(solver)
      return createClient({ http, profile: profiles[solver.profile], endpoint, key, now: context.now })
    } catch (error) {
      if (error instanceof KeyElsewhere) throw new OnHold({ code: 'no-key', reason: error.message }, { cause: error })
      if (error instanceof BadAddress) throw new OnHold({ code: 'bad-url', reason: error.message }, { cause: error })
      throw error
    }
  }
}
