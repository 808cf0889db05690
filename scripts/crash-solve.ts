import { crashSolve } from '../tests/solving/crash.ts'

// The long form of tests/solving/crash.test.ts: node scripts/crash-solve.ts [KILLS] [ITEMS]
const kills = Number(process.argv[2] ?? 200)
const items = Number(process.argv[3] ?? kills * 60)
const began = performance.now()
const report = await crashSolve(kills, items)
console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - began) / 1_000) }, null, 2))
if (report.paidTwice > 0 || report.wrongAnswers > 0 || report.integrity !== 'ok') process.exitCode = 1
