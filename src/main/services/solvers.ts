import type { AppHandlers } from '../../contract/contract.ts'
import type { SolverInfo } from '../../contract/payloads.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Solver } from '../../core/solver.ts'
import type { Context } from './context.ts'
import { checkSetUp, originOf, takesNoKey } from './solver-set-up.ts'
import type { TaskService } from './tasks.ts'

type SolverHandlers =
  | 'solvers.list'
  | 'solvers.save'
  | 'solvers.reorder'
  | 'solvers.remove'
  | 'solvers.setKey'
  | 'solvers.forgetKey'

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

export interface SolverService extends Pick<AppHandlers, SolverHandlers> {
  /** What may be shown of a solver. */
  readonly infoOf: (solver: Solver) => SolverInfo
  /** Adds a solver at the end of the list; with its own mark, or a free one. Call in a transaction. */
  readonly add: (solver: NewSolver) => Solver
}

export type NewSolver = Omit<Solver, 'id' | 'position' | 'mark'> & { readonly mark?: number | undefined }

/**
 * The solvers of a project. Adds the built-in ones to a project that never had them; one that was removed stays so. `inspect` throws
 * `bad-model` for a model file that does not fit.
 */
export function createSolverService(
  context: Context,
  tasks: Pick<TaskService, 'resume' | 'drop' | 'holdOf'>,
  inspect?: AppHandlers['solvers.inspectModel'],
): SolverService {
  const { store, keys, emit, newId, now } = context

  const changed = (solver: Solver): SolverInfo => {
    emit({ name: 'solvers.changed', payload: {} })
    return infoOf(solver)
  }

  const keyOf = (solver: Solver): SolverInfo['key'] => {
    const origin = originOf(solver)
    if (origin === undefined) return { kind: 'not-needed' }
    const known = keys.peek(solver.id)
    if (!known) return { kind: takesNoKey(solver) ? 'not-needed' : 'missing' }
    if (known.origin !== origin) return { kind: 'other-origin', origin: known.origin }
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

  const add = ({ mark, ...given }: NewSolver): Solver => {
    const solver: Solver = {
      ...given,
      id: newId(),
      position: store.solvers.nextPosition(),
      mark: mark ?? store.solvers.nextMark(),
    }
    store.solvers.insert(solver)
    return solver
  }

  /** Kept replies are read again as its kind of source words them. */
  const hasPast = (id: string): boolean => {
    const { answers, solved, failed } = store.solverStats.of(id, 0)
    return answers + solved + failed > 0
  }

  /** A file that was found to fit is not looked at again: one that is gone since must not keep its solver from being renamed. */
  const checkModel = async ({ options }: Pick<Solver, 'options'>, known: Solver | undefined): Promise<void> => {
    const { modelPath: path, classNames } = options
    const was = known?.options
    if (path === undefined || !inspect) return
    if (path === was?.modelPath && JSON.stringify(classNames) === JSON.stringify(was.classNames)) return
    await inspect({ path, ...(classNames && { classNames: [...classNames] }) })
  }

  if (store.readOnly === undefined) {
    store.transact(() => {
      for (const solver of builtIns) {
        if (solver.builtIn && !store.solvers.everHad(solver.builtIn)) add(solver)
      }
    })
  }

  return {
    infoOf,
    add,
    'solvers.list': () => store.solvers.list().map(infoOf),
    'solvers.save': async ({ id, solver: wanted }) => {
      const given = checkSetUp(wanted)
      await checkModel(given, id === undefined ? undefined : find(id))
      const solver = store.transact(() => {
        if (id === undefined) return add({ ...given, mark: wanted.mark })
        const { position, mark, profile } = find(id)
        if (profile !== given.profile && hasPast(id)) {
          throw new ContractError(
            'bad-input',
            'It has answers that another kind of source gave. Add a new solver instead.',
          )
        }
        const next: Solver = { ...given, id, position, mark: wanted.mark ?? mark }
        store.solvers.update(next)
        return next
      })
      tasks.resume(solver.id)
      return changed(solver)
    },
    'solvers.reorder': ({ ids }) => {
      store.transact(() => {
        const known = store.solvers.list().map(({ id }) => id)
        if (known.length !== ids.length || !known.every((id) => ids.includes(id))) {
          throw new ContractError('conflict', 'The list of solvers has changed meanwhile. Sort it again.')
        }
        for (const [position, id] of ids.entries()) store.solvers.update({ ...find(id), position })
      })
      emit({ name: 'solvers.changed', payload: {} })
      return {}
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
      const trimmed = key.trim()
      if (origin === undefined) throw new ContractError('bad-input', 'A solver inside the app needs no key.')
      if (trimmed === '') throw new ContractError('bad-input', 'This key is empty.')
      await keys.set(id, origin, trimmed)
      tasks.resume(id)
      return changed(solver)
    },
    'solvers.forgetKey': async ({ id }) => {
      const solver = find(id)
      await keys.remove(id)
      return changed(solver)
    },
  }
}
