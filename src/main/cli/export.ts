import { resolve } from 'node:path'
import { ReviewState } from '../../core/item.ts'
import { ExportRequest, FormatId } from '../../contract/payloads.ts'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'
import { findSolver } from './find-solver.ts'
import { createOutput, exitCode, WrongUsage } from '../host/output.ts'
import { existingProject, withApp } from './with-app.ts'

export const exportCommand = command({
  name: 'export',
  description: 'Write the labels of a project',
  args: {
    ...commonArguments,
    format: { type: 'enum', options: FormatId.options, default: 'image-coordinates', description: 'What to write' },
    out: { type: 'string', description: 'Folder to write, or the file with --zip', valueHint: 'DIR' },
    points: {
      type: 'enum',
      options: ['truth', 'solver'],
      default: 'truth',
      description: 'Whose points: the reviewed truth, or the newest answers of --solver',
    },
    solver: { type: 'string', description: 'Name of the solver', valueHint: 'NAME' },
    state: { type: 'enum', options: ReviewState.options, description: 'Only items of this state' },
    images: { type: 'boolean', description: 'Also copy the images' },
    overlays: { type: 'boolean', description: 'Also draw the points onto a PNG per item' },
    zip: { type: 'boolean', description: 'One zip file instead of a folder' },
    'box-radius': { type: 'string', description: 'COCO: half side of the box round a point, pixels', valueHint: 'PX' },
  },
  run: async (args) => {
    if (!args.out) throw new WrongUsage('Say where to write with --out.')
    if (args.points === 'solver' && !args.solver) throw new WrongUsage('Name the solver with --solver.')
    const destination = resolve(args.out)
    const radius = Number(args['box-radius'] ?? 10)
    if (!(radius > 0 && radius <= 10_000)) throw new WrongUsage('--box-radius takes pixels from 0 to 10000.')
    const output = createOutput(args.json ?? false)
    return withApp({ project: existingProject(args.project) }, output, async ({ client, follow }) => {
      const solver = args.solver === undefined ? undefined : findSolver(await client['solvers.list']({}), args.solver)
      const request = ExportRequest.parse({
        format: args.format,
        filter: args.state === undefined ? {} : { state: args.state },
        points: args.points === 'solver' ? { of: 'solver', solverId: solver?.id } : { of: 'truth' },
        images: args.images ? 'copy' : 'none',
        overlays: args.overlays ?? false,
        container: args.zip ? 'zip' : 'folder',
        boxRadius: radius,
      })
      const { report, items } = await client['exports.preview'](request)
      for (const { kind, count, what } of report) output.note(`${kind}: ${count} ${what}`)
      const { jobId } = await client['exports.start']({ request, destination })
      const { job, problems } = await follow(jobId)
      output.problems(problems)
      output.event({ event: 'done', state: job.state, items, out: destination, report })
      output.say(`${job.message} ${destination}`)
      if (job.state !== 'done') return exitCode.failed
      return problems.length === 0 ? exitCode.done : exitCode.inPart
    })
  },
})
