import { createOutput, exitCode, WrongUsage } from '../../host/output.ts'
import { command } from '../command.ts'
import { commonArguments } from '../common-arguments.ts'
import { findSolver } from '../find-solver.ts'
import { giveKey } from '../key.ts'
import { existingProject, withApp } from '../with-app.ts'

export const testSolverCommand = command({
  name: 'solvers test',
  description: 'Ask a solver for its balance, or whether it works, and show what was sent and what came back',
  args: {
    ...commonArguments,
    solver: { type: 'positional', required: false, description: 'Name of a solver of the project', valueHint: 'NAME' },
    item: {
      type: 'string',
      description: 'Send this image of the project, by its name; a service charges for it',
      valueHint: 'NAME',
    },
  },
  run: async (args) => {
    const [name, ...more] = args._
    if (name === undefined || more.length > 0) throw new WrongUsage('Name one solver.')
    const output = createOutput(args.json ?? false)
    return withApp({ project: existingProject(args.project), keys: 'used' }, output, async ({ client, items }) => {
      const solver = findSolver(await client['solvers.list']({}), name)
      const { id } = solver
      await giveKey(client, solver)
      let itemId: string | undefined
      if (args.item !== undefined) {
        for await (const item of items({ text: args.item })) if (item.name === args.item) itemId ??= item.id
        if (itemId === undefined) throw new WrongUsage(`The project has no image named "${args.item}".`)
      }
      const test = await client['solvers.test']({ id, ...(itemId !== undefined && { itemId }) })
      output.event({ event: 'test', ...test })
      if (!output.json) {
        output.say(`${test.ok ? 'Works' : 'Does not work'}: ${test.summary} (${Math.round(test.latencyMs)} ms)`)
        output.say(`Sent:\n${test.sent}`)
        output.say(`Came back${test.status === undefined ? '' : `, HTTP ${test.status}`}:\n${test.received}`)
      }
      return test.ok ? exitCode.done : exitCode.failed
    })
  },
})
