import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createOutput, exitCode, WrongUsage } from '../host/output.ts'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'
import { existingProject, withApp } from './with-app.ts'

export const importCommand = command({
  name: 'import',
  description: 'Read answers from files (JSON Lines, CSV, Label Studio predictions) as those of a solver of their own',
  args: {
    ...commonArguments,
    paths: { type: 'positional', required: false, description: 'Files; told by what is in them', valueHint: '…' },
    'answers-of': { type: 'string', description: 'Name of the solver that gave them', valueHint: 'NAME' },
  },
  run: async (args) => {
    const project = existingProject(args.project)
    if (args._.length === 0) throw new WrongUsage('Name the files to read.')
    const solverName = args['answers-of']
    if (!solverName) throw new WrongUsage('Say whose answers they are with --answers-of.')
    const paths = args._.map((path) => resolve(path))
    for (const path of paths) if (!existsSync(path)) throw new WrongUsage(`There is no ${path}.`)
    const output = createOutput(args.json ?? false)
    return withApp({ project }, output, async ({ client, follow }) => {
      const { jobId } = await client['imports.answerPaths']({ paths, solverName })
      const { job, problems, notes } = await follow(jobId)
      for (const note of notes) output.note(note)
      output.problems(problems)
      output.event({ event: 'done', message: job.message, state: job.state, problems: problems.length })
      output.say(job.message)
      if (job.state !== 'done') return exitCode.failed
      if (problems.length === 0) return exitCode.done
      return problems.length < job.total ? exitCode.inPart : exitCode.failed
    })
  },
})
