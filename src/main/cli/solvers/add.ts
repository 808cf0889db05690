import { canBeAsked, isFree, ProfileId } from '../../../core/solver.ts'
import { createOutput, exitCode, WrongUsage } from '../../host/output.ts'
import { amount, wholeNumber } from '../check-arguments.ts'
import { command } from '../command.ts'
import { commonArguments } from '../common-arguments.ts'
import { findKey, refuseKeyArgument } from '../key.ts'
import { readRate, readSolverOptions, solverOptionArguments } from '../solver-options.ts'
import { existingProject, withApp } from '../with-app.ts'

const profiles = ProfileId.options.filter((profile) => canBeAsked({ profile }))

export const addSolverCommand = command({
  name: 'solvers add',
  description: 'Add a solver to a project',
  args: {
    ...commonArguments,
    name: { type: 'string', description: 'What it is called; else the host of its address', valueHint: 'NAME' },
    profile: { type: 'enum', options: profiles, description: 'Kind of source' },
    url: { type: 'string', description: 'Base URL of a service or model', valueHint: 'URL' },
    concurrency: { type: 'string', default: '8', description: 'Tasks at once, 1 to 64', valueHint: 'N' },
    rate: { type: 'string', description: 'Most tasks in that many seconds', valueHint: 'N/SECONDS' },
    price: { type: 'string', description: 'What 1,000 tasks cost, USD', valueHint: 'USD' },
    ...solverOptionArguments,
    key: { type: 'string', description: 'Refused: a command line is seen by others. Set POINTCHECK_KEY' },
  },
  run: async (args) => {
    refuseKeyArgument(args.key)
    if (args.profile === undefined) throw new WrongUsage(`Say what kind it is with --profile: ${profiles.join(', ')}.`)
    const profile = ProfileId.parse(args.profile)
    const isLocal = isFree({ profile })
    if (isLocal !== (args.url === undefined)) {
      throw new WrongUsage(
        isLocal ? `A solver of the kind ${profile} has no --url.` : 'Say where it answers with --url.',
      )
    }
    if (args.url !== undefined && !URL.canParse(args.url)) {
      throw new WrongUsage(`--url takes an address such as https://example.com, not "${args.url}".`)
    }
    const options = readSolverOptions(profile, args)
    const name = args.name ?? (args.url === undefined ? options.modelPath : URL.parse(args.url)?.host) ?? profile
    const solver = {
      name: name.slice(-80),
      profile,
      ...(args.url !== undefined && { baseUrl: args.url.replace(/\/+$/, '') }),
      enabled: true,
      concurrency: wholeNumber('concurrency', args.concurrency, 1, 64),
      ...(args.rate !== undefined && { rate: readRate(args.rate) }),
      ...(args.price !== undefined && { price: amount('price', args.price) }),
      options,
    }
    const output = createOutput(args.json ?? false)
    const key = isLocal ? undefined : await findKey(profile)
    return withApp(
      { project: existingProject(args.project), keys: key === undefined ? 'unused' : 'kept' },
      output,
      async ({ client }) => {
        const taken = (await client['solvers.list']({})).some((known) => known.solver.name === solver.name)
        if (taken) throw new WrongUsage(`The project has a solver named "${solver.name}". Give another --name.`)
        let info = await client['solvers.save']({ solver })
        if (key !== undefined) info = await client['solvers.setKey']({ id: info.solver.id, key })
        output.event({ event: 'solver', ...info.solver, key: info.key })
        output.say(`${info.solver.name} was added.`)
        if (info.key.kind === 'present' && info.key.kept === 'session') {
          output.note(
            'Its key was not kept: there is no passphrase to seal it with. Set POINTCHECK_PASSPHRASE, or give the key with each command in POINTCHECK_KEY.',
          )
        }
        return exitCode.done
      },
    )
  },
})
