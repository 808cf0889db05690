import { ContractError } from '../../contract/rpc.ts'
import type { Solver } from '../../core/solver.ts'
import { optionsOf, SolverOptions } from '../../core/solver.ts'
import { BadAddress, readEndpoint } from '../solvers/endpoint.ts'
import { isNetwork, needsKey, profiles } from '../solvers/profiles.ts'

type SetUp = Omit<Solver, 'id' | 'position' | 'mark'>

/** The endpoint of a solver that is reached over a network; undefined for one inside the app. Throws `bad-url`. */
function endpointOf({ baseUrl }: Pick<Solver, 'baseUrl'>) {
  if (baseUrl === undefined) return undefined
  try {
    return readEndpoint(baseUrl)
  } catch (error) {
    if (error instanceof BadAddress) throw new ContractError('bad-url', error.message, { cause: error })
    throw error
  }
}

/** The origin that a key of this solver is bound to; undefined for one inside the app. Throws `bad-url`. */
export const originOf = (solver: Pick<Solver, 'baseUrl'>): string | undefined => endpointOf(solver)?.origin

/** Whether it can be asked without a key at its address. Throws `bad-url`. */
export function takesNoKey(solver: Pick<Solver, 'baseUrl' | 'profile'>): boolean {
  const endpoint = endpointOf(solver)
  return !endpoint || !needsKey(profiles[solver.profile], endpoint)
}

const bad = (message: string) => new ContractError('bad-input', message)

/**
 * A solver as it may be stored: the address without a slash at its end, and only the options that its profile uses.
 * Throws `bad-url` and `bad-input`.
 */
export function checkSetUp(wanted: SetUp): SetUp {
  const { name, profile, builtIn, enabled, concurrency, rate, price } = wanted
  const baseUrl = wanted.baseUrl?.replace(/\/+$/, '')
  endpointOf({ ...(baseUrl !== undefined && { baseUrl }) })
  if (!isNetwork(profile)) {
    if (baseUrl !== undefined || builtIn !== undefined) throw bad(`${profiles[profile].title} has no address.`)
  } else if ((baseUrl === undefined) === (builtIn === undefined)) {
    throw bad('A solver has either a base URL or is built in.')
  } else if (builtIn !== undefined && profile !== 'ucaptcha') {
    throw bad('The built-in solvers speak the protocol of uCaptcha.')
  }
  const options = usedOptions(wanted)
  const { minClicks = 1, maxClicks = minClicks, model } = options
  if (minClicks > maxClicks) throw bad('The fewest points are more than the most.')
  if (profile === 'gemini' && !model) throw bad('Gemini needs the name of a model, such as the ones its site lists.')
  return {
    name,
    profile,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(builtIn !== undefined && { builtIn }),
    enabled,
    concurrency,
    ...(rate && { rate }),
    ...(price !== undefined && { price }),
    options,
  }
}

/** Those of the options that the profile uses: what was set for another is not sent. */
const usedOptions = ({ profile, options }: Pick<Solver, 'profile' | 'options'>): SolverOptions =>
  SolverOptions.parse(Object.fromEntries(optionsOf[profile].map((name) => [name, options[name]])))
