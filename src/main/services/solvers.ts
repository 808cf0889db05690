import type { AppHandlers } from '../../contract/contract.ts'
import type { SolverInfo } from '../../contract/payloads.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Solver } from '../../core/solver.ts'
import { HttpFailed } from '../solvers/http.ts'
import { BadAddress, readEndpoint } from '../solvers/endpoint.ts'
import type { Context } from './context.ts'
import { OnHold } from './queue/hold.ts'
import type { TaskService } from './tasks.ts'

type SolverHandlers = 'solvers.list' | 'solvers.save' | 'solvers.remove' | 'solvers.setKey' | 'solvers.balance'

/** What every project has from the start. */
const builtIns: readonly Omit<Solver, 'id' | 'position' | 'mark'>[] = [
  { name: 'Shapes, built in', profile: 'ucaptcha', builtIn: 'shapes', enabled: true, concurrency: 2, options: {} },
  {
    name: 'Known truth, built in',
    profile: 'ucaptcha',
    builtIn: 'known-truth',
    enabled: false,
    concurrency: 2,
    options: {},
  },
]

/** The solvers of a project. Adds the built-in ones to a project that never had them; one that was removed stays so. */
export function createSolverService(
  context: Context,
  tasks: Pick<TaskService, 'connect' | 'resume' | 'drop' | 'holdOf'>,
): Pick<AppHandlers, SolverHandlers> {
  const { store, keys, emit, newId, now } = context

  const changed = (solver: Solver): SolverInfo => {
    emit({ name: 'solvers.changed', payload: {} })
    return infoOf(solver)
  }

  const keyOf = (solver: Solver): SolverInfo['key'] => {
    if (solver.builtIn) return { kind: 'not-needed' }
    const known = keys.peek(solver.id)
    if (!known) return { kind: 'missing' }
    if (known.origin !== originOf(solver)) return { kind: 'other-origin', origin: known.origin }
    return { kind: 'present', lastFour: known.lastFour, kept: known.kept }
  }

  const infoOf = (solver: Solver): SolverInfo => {
    const hold = tasks.holdOf(solver.id)
    return { solver, key: keyOf(solver), ...(hold && { hold: { code: hold.code, reason: hold.reason } }) }
  }

  const find = (id: string): Solver => {
    const solver = store.solvers.list().find((known) => known.id === id)
    if (!solver) throw new ContractError('not-found', 'This solver does not exist any more.')
    return solver
  }

  if (store.readOnly === undefined) {
    store.transact(() => {
      for (const solver of builtIns) {
        if (!solver.builtIn || store.solvers.everHad(solver.builtIn)) continue
        store.solvers.insert({
          ...solver,
          id: newId(),
          position: store.solvers.nextPosition(),
          mark: store.solvers.nextMark(),
        })
      }
    })
  }

  return {
    'solvers.list': () => store.solvers.list().map(infoOf),
    'solvers.save': ({ id, solver: wanted }) => {
      if ((wanted.baseUrl === undefined) === (wanted.builtIn === undefined)) {
        throw new ContractError('bad-input', 'A solver has either a base URL or is built in.')
      }
      const baseUrl = wanted.baseUrl?.replace(/\/+$/, '')
      const given = { ...wanted, ...(baseUrl !== undefined && { baseUrl }) }
      originOf(given)
      const solver = store.transact(() => {
        if (id === undefined) {
          const added: Solver = {
            ...given,
            id: newId(),
            position: store.solvers.nextPosition(),
            mark: given.mark ?? store.solvers.nextMark(),
          }
          store.solvers.insert(added)
          return added
        }
        const { position, mark } = find(id)
        const next: Solver = { ...given, id, position, mark: given.mark ?? mark }
        store.solvers.update(next)
        return next
      })
      tasks.resume(solver.id)
      return changed(solver)
    },
    'solvers.remove': async ({ id }) => {
      find(id)
      await tasks.drop(id)
      store.transact(() => {
        store.solvers.remove(id, now())
      })
      await keys.remove(id)
      emit({ name: 'solvers.changed', payload: {} })
      return {}
    },
    'solvers.setKey': async ({ id, key }) => {
      const solver = find(id)
      const origin = originOf(solver)
      if (origin === undefined) throw new ContractError('bad-input', 'A built-in solver needs no key.')
      await keys.set(id, origin, key.trim())
      tasks.resume(id)
      return changed(solver)
    },
    'solvers.balance': async ({ id }) => {
      const solver = find(id)
      try {
        const client = await tasks.connect(solver)
        if (!client.getBalance) throw new ContractError('bad-input', `${solver.name} has no balance.`)
        const { reply } = await client.getBalance()
        if (reply.kind === 'balance') return { balance: reply.balance }
        throw reply.kind === 'refused'
          ? new ContractError('refused', `${reply.refusal.message} (${reply.refusal.code})`)
          : new ContractError('unreadable', reply.why)
      } catch (error) {
        if (error instanceof OnHold) throw new ContractError(error.hold.code, error.hold.reason, { cause: error })
        if (error instanceof HttpFailed) throw new ContractError(error.fault, error.message, { cause: error })
        throw error
      }
    },
  }
}

/** The origin that a key of this solver is bound to; undefined for a built-in. Throws `bad-url`. */
function originOf(solver: Pick<Solver, 'baseUrl'>): string | undefined {
  if (solver.baseUrl === undefined) return undefined
  try {
    return readEndpoint(solver.baseUrl).origin
  } catch (error) {
    if (error instanceof BadAddress) throw new ContractError('bad-url', error.message, { cause: error })
    throw error
  }
}
