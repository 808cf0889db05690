import { ContractError } from '../../../contract/rpc.ts'
import type { ProfileId, Solver, SolverOptions } from '../../../core/solver.ts'
import { findSolver } from '../find-solver.ts'
import { giveKey } from '../key.ts'
import type { CommandApp } from '../with-app.ts'

/** A service or model given by its address, with the key that goes there. */
export interface GivenService {
  readonly url: string
  readonly profile: ProfileId
  readonly key: string | undefined
  readonly options: SolverOptions
}

async function useService({ client }: CommandApp, { url, profile, key, options }: GivenService): Promise<Solver> {
  const baseUrl = url.replace(/\/+$/, '')
  const known = await client['solvers.list']({})
  const same = known.find(({ solver }) => solver.baseUrl === baseUrl && solver.profile === profile)
  const { solver } = await client['solvers.save']({
    ...(same && { id: same.solver.id }),
    solver: same
      ? { ...same.solver, options: { ...same.solver.options, ...options } }
      : { name: new URL(baseUrl).host, profile, baseUrl, enabled: true, options, concurrency: 8 },
  })
  if (key !== undefined) await client['solvers.setKey']({ id: solver.id, key })
  return solver
}

/**
 * The solvers to ask: those named, that of the given address (added where it is new), or the built-in shapes solver. `concurrency`
 * stays set. Throws WrongUsage for a name that is not there.
 */
export async function chooseSolvers(
  app: CommandApp,
  wanted: {
    readonly names: readonly string[]
    readonly service: GivenService | undefined
    readonly concurrency: number | undefined
  },
): Promise<readonly Solver[]> {
  const { client } = app
  const chosen = wanted.service ? [await useService(app, wanted.service)] : await named(app, wanted.names)
  if (wanted.concurrency === undefined) return chosen
  const { concurrency } = wanted
  const saved = chosen.map(async (solver) =>
    client['solvers.save']({ id: solver.id, solver: { ...solver, concurrency } }),
  )
  return (await Promise.all(saved)).map(({ solver }) => solver)
}

async function named({ client }: CommandApp, names: readonly string[]): Promise<Solver[]> {
  const known = await client['solvers.list']({})
  if (names.length > 0) {
    const found = names.map((name) => findSolver(known, name))
    const [only, ...others] = found
    // A key goes to the address it was entered for: of several solvers nobody knows whose it is.
    if (only && others.length === 0) await giveKey(client, only)
    return found
  }
  const shapes = known.find(({ solver }) => solver.builtIn === 'shapes')
  if (!shapes) throw new ContractError('no-solver', 'This project has no built-in solver. Name one with --solver.')
  return [shapes.solver]
}
