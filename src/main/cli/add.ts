import { resolve } from 'node:path'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'
import { createOutput, exitCode, WrongUsage } from '../host/output.ts'
import { withApp } from './with-app.ts'

export const addCommand = command({
  name: 'add',
  description: 'Add images and folders of images to a project',
  args: {
    ...commonArguments,
    paths: { type: 'positional', required: false, description: 'Images and folders', valueHint: '…' },
    instruction: { type: 'string', description: 'What to click on in each of them', valueHint: 'TEXT' },
  },
  run: async (args) => {
    if (args._.length === 0) throw new WrongUsage('Name the images or folders to add.')
    const output = createOutput(args.json ?? false)
    const paths = args._.map((path) => resolve(path))
    return withApp({ project: args.project }, output, async ({ client, follow }) => {
      const { project } = await client['app.info']({})
      const { jobId } = await client['imports.paths']({ paths, instruction: args.instruction ?? '' })
      const { job, problems, notes } = await follow(jobId)
      for (const note of notes) output.note(note)
      output.problems(problems)
      output.event({ event: 'done', message: job.message, problems: problems.length, project: project.path })
      output.say(`${job.message}. Project: ${project.path}`)
      if (job.state !== 'done') return exitCode.failed
      if (problems.length === 0) return exitCode.done
      return problems.length < job.total ? exitCode.inPart : exitCode.failed
    })
  },
})
