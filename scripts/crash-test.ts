/*
 * `npm run test:crash -- [--runs N] [--solve-kills N] [--seed N]`: kills, over and over, the process that saves clicks and looks for
 * every one it had acknowledged; then the process that solves, and counts at the service what was paid.
 */
import { parseArgs } from 'node:util'
import { killWhileSaving } from '../tests/crash/kill-while-saving.ts'
import { crashSolve, LANES } from '../tests/solving/crash.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    runs: { type: 'string', default: '200' },
    'solve-kills': { type: 'string', default: '150' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
})
const runs = Number(values.runs)
const kills = Number(values['solve-kills'])
const seed = Number(values.seed)
/** Enough for each life of the process to solve some. */
const ITEMS_PER_KILL = 20

if (![runs, kills, seed].every((number) => Number.isInteger(number) && number >= 0)) {
  console.error('Usage: npm run test:crash -- [--runs 200] [--solve-kills 150] [--seed NUMBER]')
  process.exit(2)
}

async function saving(): Promise<boolean> {
  console.log(`crash: ${runs} kills, seed ${seed}`)
  const report = await killWhileSaving(seed, runs, (run) => {
    if (run % 20 === 0) console.log(`crash: ${run} of ${runs}`)
  })
  for (const fault of report.faults) console.error(fault)
  console.log(
    `crash: ${report.runs} kills, ${report.acknowledged} acknowledged revisions, ${report.unanswered} on disk before their answer, ${report.faults.length} faults`,
  )
  return report.faults.length === 0
}

async function solving(): Promise<boolean> {
  const items = kills * ITEMS_PER_KILL
  console.log(`crash: ${kills} kills while ${items} items are solved in ${LANES} lanes`)
  const report = await crashSolve(kills, items, (killed) => {
    if (killed % 10 === 0) console.log(`crash: ${killed} of ${kills}`)
  })
  const { solved, waiting, failed, unconfirmed } = report.statuses
  const accounted = solved + waiting + failed + unconfirmed
  console.log(
    `crash: ${report.kills} kills, ${report.created} tasks at the service, paid twice ${report.paidTwice}; ${solved} solved, ${waiting} waiting, ${failed} failed, ${unconfirmed} unconfirmed (at most ${report.mostUnconfirmed} by one kill), ${report.wrongAnswers} wrong answers, database ${String(report.integrity)}`,
  )
  return (
    report.kills === kills &&
    report.paidTwice === 0 &&
    report.wrongAnswers === 0 &&
    report.integrity === 'ok' &&
    accounted === items &&
    report.mostUnconfirmed <= LANES
  )
}

const isSaved = runs === 0 || (await saving())
const isPaidOnce = kills === 0 || (await solving())
process.exitCode = isSaved && isPaidOnce ? 0 : 1
