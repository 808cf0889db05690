import { z } from 'zod'
import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Problem } from '../../contract/payloads.ts'
import { canBeAsked, Solver } from '../../core/solver.ts'
import type { Context } from './context.ts'
import { checkSetUp } from './solver-set-up.ts'
import type { SolverService } from './solvers.ts'

const SCHEMA = 'pointcheck-solvers/1'

/** What a file says of one solver. Keys have no place in it, whatever else stands there. */
const Profile = Solver.unwrap().pick({
  name: true,
  profile: true,
  baseUrl: true,
  concurrency: true,
  rate: true,
  price: true,
  options: true,
})
const ProfileFile = z.object({ schema: z.literal(SCHEMA), solvers: z.array(z.unknown()).max(1_000) })

function parse(text: string): z.infer<typeof ProfileFile> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ContractError('unreadable', 'This file is not JSON.', { cause: error })
  }
  const file = ProfileFile.safeParse(value)
  if (file.success) return file.data
  throw new ContractError('unreadable', `This file holds no solvers: it does not say "schema": "${SCHEMA}".`)
}

const nameOf = (value: unknown, place: number): string =>
  z.object({ name: z.string() }).safeParse(value).data?.name.slice(0, 80) ?? `Solver ${place + 1}`

/** Solvers as text, to be taken elsewhere. Built-in ones stay: every project has them; so do those that only hold answers. */
export function createSolverProfiles(
  { store, emit }: Pick<Context, 'store' | 'emit'>,
  solvers: Pick<SolverService, 'infoOf' | 'add'>,
): Pick<AppHandlers, 'solvers.exportProfiles' | 'solvers.importProfiles'> {
  return {
    'solvers.exportProfiles': ({ ids }) => {
      const wanted = store.solvers
        .list()
        .filter((solver) => !solver.builtIn && canBeAsked(solver) && (ids?.includes(solver.id) ?? true))
        // Where a model file lies says something of this machine and nothing to another.
        .map((solver) => Profile.parse({ ...solver, options: { ...solver.options, modelPath: undefined } }))
      return { text: `${JSON.stringify({ schema: SCHEMA, solvers: wanted }, undefined, 2)}\n` }
    },
    'solvers.importProfiles': ({ text }) => {
      const problems: Problem[] = []
      const good = parse(text).solvers.flatMap((value, place) => {
        const profile = Profile.safeParse(value)
        const refuse = (reason: string) => {
          problems.push({ name: nameOf(value, place), reason, remedy: 'Put it right in the file, or add it by hand.' })
          return []
        }
        if (!profile.success) return refuse(z.prettifyError(profile.error))
        if (!canBeAsked(profile.data)) return refuse('It only holds answers, and those are not in this file.')
        try {
          return [checkSetUp({ ...profile.data, enabled: false })]
        } catch (error) {
          if (error instanceof ContractError) return refuse(error.message)
          throw error
        }
      })
      const added = store.transact(() => good.map(solvers.add))
      emit({ name: 'solvers.changed', payload: {} })
      return { added: added.map(solvers.infoOf), problems }
    },
  }
}
