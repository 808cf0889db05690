import type { SolverInfo } from '../../../contract/payloads.ts'
import { createOutput, exitCode } from '../../host/output.ts'
import { command } from '../command.ts'
import { commonArguments } from '../common-arguments.ts'
import { existingProject, withApp } from '../with-app.ts'

/** Where a solver answers, in a few words. */
const where = ({ solver: { baseUrl, builtIn, options } }: SolverInfo): string =>
  baseUrl ?? (builtIn === undefined ? (options.modelPath ?? options.fileName ?? 'on this machine') : 'built in')

const keyWords = ({ key }: SolverInfo): string => {
  if (key.kind === 'present') return `, key ····${key.lastFour}`
  return key.kind === 'not-needed' ? '' : ', no key'
}

export const listSolversCommand = command({
  name: 'solvers list',
  description: 'List the solvers of a project',
  args: commonArguments,
  run: async (args) => {
    const output = createOutput(args.json ?? false)
    return withApp({ project: existingProject(args.project) }, output, async ({ client }) => {
      for (const info of await client['solvers.list']({})) {
        output.event({ event: 'solver', ...info.solver, key: info.key, ...(info.hold && { hold: info.hold }) })
        if (output.json) continue
        const off = info.solver.enabled ? '' : ', switched off'
        output.say(`${info.solver.name}  (${info.solver.profile}, ${where(info)}${keyWords(info)}${off})`)
      }
      return exitCode.done
    })
  },
})
