/* `npm run bench [part of a name…]`: each bench in a process of its own, so that none warms or litters another. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode } from './run.ts'

const wanted = process.argv.slice(3)
const folder = join(root, 'tests/bench')
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort()
if (names.length === 0) {
  console.error(`No bench in tests/bench is called ${wanted.join(' or ') || '*.bench.ts'}.`)
  process.exitCode = 2
}

const failed: string[] = []
for (const name of names) {
  console.log(`\n# ${name.replace('.bench.ts', '')}`)
  if ((await runNode(`tests/bench/${name}`, [])) !== 0) failed.push(name)
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exitCode = 1
}
