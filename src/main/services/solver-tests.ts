import type { AppHandlers } from '../../contract/contract.ts'
import type { SolverStats, SolverTest } from '../../contract/solver-methods.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Solver } from '../../core/solver.ts'
import type { Client } from '../solvers/client.ts'
import { HttpFailed } from '../solvers/http.ts'
import type { ShownExchange } from '../solvers/watch-http.ts'
import { profiles } from '../solvers/profiles.ts'
import type { Balance, Reached, Refused, Unreadable } from '../solvers/replies.ts'
import type { Context } from './context.ts'
import { OnHold } from './queue/hold.ts'
import { expectedOf } from './runs/prices.ts'
import type { SolverTrial } from './solver-trial.ts'
import type { TaskService } from './tasks.ts'

type Handlers = 'solvers.test' | 'solvers.tests' | 'solvers.balance' | 'solvers.stats'

/** Over which the past is looked at, milliseconds. */
const PAST = 30 * 24 * 60 * 60_000
/** Newest answers that tell a price. */
const PRICE_OF = 200

const dollars = (amount: number): string =>
  amount.toLocaleString('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 5 })

/** The server inside the app has accounts like those of a service, and nothing can be bought there. */
const hasBalance = ({ profile, builtIn }: Solver): boolean =>
  builtIn === undefined && profiles[profile].balanceEvery !== undefined

/** What a request for the balance, or for a sign of life, came to. */
interface Asked {
  readonly test: SolverTest
  readonly balance?: number
  /** For whoever wants the balance and nothing else. */
  readonly error?: ContractError
}

/** Tries solvers, and tells what is known of their past. */
export function createSolverTests(
  context: Pick<Context, 'store' | 'keys' | 'now' | 'emit'>,
  { connect }: Pick<TaskService, 'connect'>,
  trial: SolverTrial,
): Pick<AppHandlers, Handlers> {
  const { store, keys, now, emit } = context
  /** The newest balance of each solver that was asked for in this session, with the set-up it was asked under. */
  const newest = new Map<string, { readonly asked: Asked; readonly setUp: string }>()

  const find = (id: string): Solver => {
    const solver = store.solvers.list().find((known) => known.id === id)
    if (!solver) throw new ContractError('not-found', 'This solver does not exist any more.')
    return solver
  }

  const ask = async (solver: Solver): Promise<Asked> => {
    let shown: ShownExchange = { sent: '', received: '', latencyMs: 0 }
    const asked = hasBalance(solver) ? 'balance' : 'model'
    const began = performance.now()
    const test = (ok: boolean, summary: string): SolverTest => {
      // Inside the app nothing is sent, and the whole of it is what took the time.
      const latencyMs = shown.latencyMs || Math.round(performance.now() - began)
      return { ...shown, solverId: solver.id, at: now(), asked, ok, summary, latencyMs }
    }
    const failed = (error: ContractError): Asked => ({ test: test(false, error.message), error })
    try {
      const client = await connect(solver, (seen) => {
        shown = seen
      })
      const reply = await answerOf(client, solver)
      if (reply.kind === 'balance') {
        if (asked === 'model') return { test: test(true, 'Answers') }
        return { test: test(true, `Balance ${dollars(reply.balance)}`), balance: reply.balance }
      }
      if (reply.kind === 'reached') return { test: test(true, reply.summary) }
      return reply.kind === 'refused'
        ? failed(new ContractError('refused', `${reply.refusal.message} (${reply.refusal.code})`))
        : failed(new ContractError('unreadable', reply.why))
    } catch (error) {
      if (error instanceof OnHold)
        return failed(new ContractError(error.hold.code, error.hold.reason, { cause: error }))
      if (error instanceof HttpFailed) return failed(new ContractError(error.fault, error.message, { cause: error }))
      throw error
    }
  }

  /** Asks, unless the service was asked for its balance just now and nothing about solver and key has changed. */
  const read = async (solver: Solver): Promise<Asked> => {
    const every = profiles[solver.profile].balanceEvery ?? 0
    const setUp = JSON.stringify([solver, keys.peek(solver.id)])
    const known = newest.get(solver.id)
    if (known?.setUp === setUp && now() - known.asked.test.at < every) return known.asked
    newest.delete(solver.id)
    const asked = await ask(solver)
    const { test, balance } = asked
    if (balance !== undefined) newest.set(solver.id, { asked, setUp })
    if (store.readOnly === undefined) {
      store.transact(() => {
        store.solverTests.insert(test)
        if (balance !== undefined) store.balances.insert(solver.id, { at: test.at, balance })
      })
      emit({ name: 'solvers.changed', payload: {} })
    }
    return asked
  }

  const statsOf = (solver: Solver): SolverStats => {
    const { solved, failed, ...past } = store.solverStats.of(solver.id, now() - PAST)
    const { builtIn, profile } = solver
    const { basis, price } = expectedOf(
      { profile, ...(builtIn && { builtIn }) },
      store.answers.past(solver.id, PRICE_OF),
    )
    const lastTest = store.solverTests.newest(solver.id)
    return {
      solverId: solver.id,
      ...past,
      ...(solved + failed > 0 && { solvedShare: solved / (solved + failed) }),
      ...(basis === 'past' && price !== undefined && { price }),
      ...(lastTest && { lastTest }),
    }
  }

  return {
    'solvers.test': async ({ id, itemId }) => {
      const solver = find(id)
      return itemId === undefined ? (await read(solver)).test : trial(solver, itemId)
    },
    'solvers.tests': ({ id, limit }) => store.solverTests.list(id, limit),
    'solvers.balance': async ({ id }) => {
      const solver = find(id)
      if (!hasBalance(solver)) {
        throw new ContractError('bad-input', `${solver.name} has no balance.`)
      }
      const { balance, error, test } = await read(solver)
      if (balance === undefined) throw error ?? new ContractError('refused', test.summary)
      return { balance }
    },
    'solvers.stats': () => store.solvers.list().map(statsOf),
  }
}

/** The balance where there is one, else a sign of life. */
async function answerOf(client: Client, { name }: Solver): Promise<Balance | Reached | Refused | Unreadable> {
  const asked = client.getBalance?.() ?? client.reach?.()
  if (!asked)
    throw new ContractError('bad-input', `${name} holds answers that came in another way; there is nothing to try.`)
  return (await asked).reply
}
