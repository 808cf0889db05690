import { createOutput, exitCode, WrongUsage } from '../../host/output.ts'
import { command } from '../command.ts'
import { commonArguments } from '../common-arguments.ts'
import { findSolver } from '../find-solver.ts'
import { existingProject, withApp } from '../with-app.ts'

export const removeSolverCommand = command({
  name: 'solvers remove',
  description: 'Take a solver and its key out of a project; its answers stay, what was not sent yet is cancelled',
  args: {
    ...commonArguments,
    solver: { type: 'positional', required: false, description: 'Name of a solver of the project', valueHint: 'NAME' },
  },
  run: async (args) => {
    const [name, ...more] = args._
    if (name === undefined || more.length > 0) throw new WrongUsage('Name one solver.')
    const output = createOutput(args.json ?? false)
    return withApp({ project: existingProject(args.project), keys: 'used' }, output, async ({ client }) => {
      const solver = findSolver(await client['solvers.list']({}), name)
      await client['solvers.remove']({ id: solver.id })
      output.event({ event: 'removed', id: solver.id, name: solver.name })
      output.say(`${solver.name} was removed; its answers stay.`)
      return exitCode.done
    })
  },
})
