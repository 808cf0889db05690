import type { AppClient } from '../../contract/contract.ts'
import { ModelId, type ProfileId, type Solver } from '../../core/solver.ts'
import { WrongUsage } from '../host/output.ts'
import { askSecret, canAsk } from './ask-secret.ts'

/** The key of the environment. It leaves it at once, so that no child process inherits it. */
function takeKey(): string | undefined {
  const key = process.env['POINTCHECK_KEY']
  delete process.env['POINTCHECK_KEY']
  return key || undefined
}

/** Throws WrongUsage where a key was given as an argument. */
export function refuseKeyArgument(given: string | undefined): void {
  if (given === undefined) return
  throw new WrongUsage('A key on the command line is seen by every user of this machine. Set it in POINTCHECK_KEY.')
}

/** Those that may run on this machine, where nobody asks for a key. */
const MAY_BE_KEYLESS: ReadonlySet<ProfileId> = new Set([ModelId.enum.chat, ModelId.enum.moondream])

/** The key of the environment, or one that is typed unseen; none where a model of one's own needs none. Throws WrongUsage. */
export async function findKey(profile: ProfileId): Promise<string | undefined> {
  const isOptional = MAY_BE_KEYLESS.has(profile)
  const key = takeKey() ?? (canAsk() ? await askSecret(isOptional ? 'Key (empty: none): ' : 'Key: ') : undefined)
  if (key || isOptional) return key || undefined
  throw new WrongUsage('Set the key of the service in the environment variable POINTCHECK_KEY.')
}

/** Gives a solver of a project the key of the environment, where there is one. */
export async function giveKey(client: AppClient, { id }: Pick<Solver, 'id'>): Promise<void> {
  const key = takeKey()
  if (key !== undefined) await client['solvers.setKey']({ id, key })
}
