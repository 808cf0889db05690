/* `npm run test:crash -- [--runs N] [--seed N]`: kills the process that saves clicks, over and over, and looks for every one it had acknowledged. */
import { parseArgs } from 'node:util'
import { killWhileSaving } from '../tests/crash/kill-while-saving.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
})
const runs = Number(values.runs)
const seed = Number(values.seed)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('Usage: npm run test:crash -- [--runs 200] [--seed NUMBER]')
  process.exit(2)
}

console.log(`crash: ${runs} kills, seed ${seed}`)
const report = await killWhileSaving(seed, runs, (run) => {
  if (run % 20 === 0) console.log(`crash: ${run} of ${runs}`)
})
for (const fault of report.faults) console.error(fault)
console.log(
  `crash: ${report.runs} kills, ${report.acknowledged} acknowledged revisions, ${report.unanswered} on disk before their answer, ${report.faults.length} faults`,
)
process.exitCode = report.faults.length === 0 ? 0 : 1
