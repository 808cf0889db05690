import type { SolverInfo } from '../../contract/payloads.ts'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'
import { createOutput, exitCode } from '../host/output.ts'
import { existingProject, withApp } from './with-app.ts'

const where = ({ solver }: SolverInfo): string => solver.baseUrl ?? `built in: ${solver.builtIn ?? ''}`

export const solversCommand = command({
  name: 'solvers',
  description: 'List the solvers of a project',
  args: commonArguments,
  run: async (args) => {
    const output = createOutput(args.json ?? false)
    return withApp({ project: existingProject(args.project) }, output, async ({ client }) => {
      for (const info of await client['solvers.list']({})) {
        const { id, name, profile, baseUrl, builtIn, enabled, concurrency } = info.solver
        output.event({ event: 'solver', id, name, profile, baseUrl, builtIn, enabled, concurrency, key: info.key })
        if (!output.json) output.say(`${name}  (${profile}, ${where(info)}${enabled ? '' : ', switched off'})`)
      }
      return exitCode.done
    })
  },
})
