import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createBalanceWatch } from '../../src/main/services/queue/balance-watch.ts'
import { OnHold } from '../../src/main/services/queue/hold.ts'
import { profiles } from '../../src/main/solvers/profiles.ts'
import { openQueue, openServer } from './support.ts'

test('a balance that cannot be asked for, as without a key, is not asked for again before its time', async () => {
  const server = await openServer()
  const { context, solver } = await openQueue({ baseUrl: server.url })
  let asked = 0
  const connect = async () => {
    asked += 1
    // Ends a loop that would never let another turn come.
    if (asked > 100) await new Promise(() => undefined)
    throw new OnHold({ code: 'no-key', reason: 'The service has no key.' })
  }
  const stopping = new AbortController()
  createBalanceWatch(solver.id, { context, connect, profiles }, stopping.signal).unconfirmed('task')
  await turn()
  expect(asked).toBe(1)
  stopping.abort()
})
