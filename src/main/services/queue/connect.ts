import type { BuiltIn, Solver } from '../../../core/solver.ts'
import { ModelId } from '../../../core/solver.ts'
import type { Client } from '../../solvers/client.ts'
import { createClient, KeyElsewhere } from '../../solvers/create-client.ts'
import { BadAddress, readEndpoint } from '../../solvers/endpoint.ts'
import type { Http } from '../../solvers/http.ts'
import type { NetworkId } from '../../solvers/profiles.ts'
import { isNetwork, needsKey, profiles } from '../../solvers/profiles.ts'
import type { ShownExchange } from '../../solvers/watch-http.ts'
import { watchHttp } from '../../solvers/watch-http.ts'
import type { Context } from '../context.ts'
import { OnHold } from './hold.ts'

/** The server inside the app, behind which the built-in solvers answer; started when it is first asked for. */
export interface BuiltInServer {
  /** Base URL of that answerer, and the key of this session. */
  origin(builtIn: BuiltIn): Promise<{ readonly baseUrl: string; readonly key: string }>
}

/** Makes clients for sources inside the app that are asked. */
export interface LocalClients {
  /** Throws OnHold where the model cannot be used. */
  onnx(solver: Solver): Promise<Client>
}

/** A client for a solver as it is set up right now; `look` sees each of its exchanges. Throws OnHold where address or key do not allow a request. */
export type Connect = (solver: Solver, look?: (shown: ShownExchange) => void) => Promise<Client>

/** Header values are visible ASCII (RFC 9110 5.5); a key with anything else was pasted with something else. */
const isHeaderValue = (key: string): boolean => /^[!-~]+$/.test(key)

/** Makes clients for solvers: built-in ones with the address and key of the server inside the app, others with the key of their vault. */
export function createConnect(parts: {
  readonly context: Pick<Context, 'keys' | 'now'>
  readonly http: Http
  readonly builtIn: BuiltInServer
  readonly local?: LocalClients | undefined
}): Connect {
  const { context, http, builtIn, local } = parts

  const addressAndKey = async (solver: Solver, profile: NetworkId) => {
    if (solver.builtIn) {
      const { baseUrl, key } = await builtIn.origin(solver.builtIn)
      const endpoint = readEndpoint(baseUrl)
      return { endpoint, key: { origin: endpoint.origin, key } }
    }
    const endpoint = readEndpoint(solver.baseUrl ?? '')
    const key = await context.keys.get(solver.id)
    const hold = (code: string, reason: string) => new OnHold({ code, reason: `${solver.name} ${reason}` })
    if (!key && needsKey(profiles[profile], endpoint)) throw hold('no-key', 'has no key. Enter one in Solvers.')
    if (key && ModelId.safeParse(profile).success && !isHeaderValue(key.key)) {
      throw hold('no-key', 'has a key with characters that no key has. Enter it again.')
    }
    if (profile === 'gemini' && !solver.options.model)
      throw hold('no-model', 'needs the name of a model. Set it in Solvers.')
    return { endpoint, key }
  }

  return async (solver, look) => {
    const { profile, options, name } = solver
    if (profile === 'onnx' && local) return local.onnx(solver)
    if (!isNetwork(profile)) throw new OnHold({ code: 'not-asked', reason: `${name} cannot be asked about an image.` })
    try {
      const { endpoint, key } = await addressAndKey(solver, profile)
      return createClient({
        http: look ? watchHttp(http, key?.key ?? '', look) : http,
        solver: { profile, options },
        endpoint,
        key,
        now: context.now,
      })
    } catch (error) {
      if (error instanceof KeyElsewhere) throw new OnHold({ code: 'no-key', reason: error.message }, { cause: error })
      if (error instanceof BadAddress) throw new OnHold({ code: 'bad-url', reason: error.message }, { cause: error })
      throw error
    }
  }
}
