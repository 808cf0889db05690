import { resolve } from 'node:path'
import { BuiltIn } from '../../core/solver.ts'
import { openStandAloneAnswerers } from '../app/stand-alone-answerers.ts'
import { askedToEnd } from '../host/asked-to-end.ts'
import { createOutput, exitCode, WrongUsage } from '../host/output.ts'
import { createStderrLog } from '../host/stderr-log.ts'
import { spawnNodeDecoder } from '../images/spawn-node-decoder.ts'
import { startSolverServer } from '../solver-server/solver-server.ts'
import { amount, wholeNumber } from './check-arguments.ts'
import { command } from './command.ts'
import { commonArguments } from './common-arguments.ts'

/** `CODE:RATE[,CODE:RATE…]` with rates 0–1. Throws WrongUsage. */
export function failures(text: string): { code: string; rate: number }[] {
  return text.split(',').map((part) => {
    const [, code, rate] = /^([A-Z][A-Z0-9_]*):(0|1|0?\.\d+|1\.0+)$/.exec(part.trim()) ?? []
    if (code === undefined) throw new WrongUsage(`--fail takes CODE:RATE with a rate from 0 to 1, not "${part}".`)
    return { code, rate: Number(rate) }
  })
}

export const solverServerCommand = command({
  name: 'solver-server',
  description: 'Answer the protocols of services and models on 127.0.0.1 with the built-in solvers',
  args: {
    ...commonArguments,
    port: { type: 'string', default: '0', description: 'Port; 0: one that the system chooses' },
    key: { type: 'string', description: 'Key that clients must send; without it one is made and printed' },
    answers: {
      type: 'enum',
      options: BuiltIn.options,
      default: 'shapes',
      description: 'Who answers; known-truth needs --project',
    },
    latency: { type: 'string', default: '0', description: 'Time to an answer, milliseconds', valueHint: 'MS' },
    ready: {
      type: 'enum',
      options: ['now', 'later'],
      default: 'now',
      description: 'Whether createTask may answer at once',
    },
    fail: {
      type: 'string',
      description: 'Failures to answer with: CODE:RATE, several with commas',
      valueHint: 'CODE:RATE',
    },
    price: { type: 'string', default: '0', description: 'What a solved task costs', valueHint: 'USD' },
    balance: { type: 'string', description: 'Balance at the start; 1,000 where it is not given', valueHint: 'USD' },
    seed: { type: 'string', default: '1', description: 'Same seed, same failures' },
  },
  run: async (args) => {
    const answers = BuiltIn.parse(args.answers)
    if (answers === 'known-truth' && args.project === undefined) {
      throw new WrongUsage('The known truth is that of a project. Name it with --project.')
    }
    const port = wholeNumber('port', args.port, 0, 65_535)
    const faults = {
      latencyMs: wholeNumber('latency', args.latency, 0, 600_000),
      ready: args.ready === 'later' ? ('later' as const) : ('now' as const),
      fail: args.fail === undefined ? [] : failures(args.fail),
      price: amount('price', args.price),
      ...(args.balance !== undefined && { balance: amount('balance', args.balance) }),
      seed: wholeNumber('seed', args.seed, 0, 0xffff_ffff),
    }
    const output = createOutput(args.json ?? false)
    const log = createStderrLog()
    const { answerers, close } = openStandAloneAnswerers(
      spawnNodeDecoder,
      args.project === undefined ? undefined : resolve(args.project),
    )
    try {
      const ended = askedToEnd()
      const server = await startSolverServer({
        ...faults,
        answerers,
        default: answers,
        port,
        ...(args.key === undefined ? {} : { key: args.key }),
        onBroken: (error) => {
          log('error', 'An answerer broke down', error)
        },
      })
      output.event({ event: 'listening', url: server.url, ...(args.key === undefined ? { key: server.key } : {}) })
      output.say(`The ${answers} solver answers at ${server.url}`)
      if (args.key === undefined) output.say(`Key: ${server.key}`)
      output.note('Ctrl+C ends.')
      await ended
      const { created, solved, failed } = server.tally()
      await server.close()
      output.event({ event: 'closed', created, solved, failed })
      output.say(`${created} tasks taken, ${solved} solved, ${failed} failed.`)
    } finally {
      close()
    }
    return exitCode.done
  },
})
