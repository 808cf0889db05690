/* `npm run demo`: the main job on the sample images, from fresh project to labels on disk, without a key or a network. */
import { readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { hitRadiusPx, scoreAnswer } from '../src/core/scoring.ts'
import { Targets } from '../src/core/truth.ts'
import { type CommandApp, withApp } from '../src/main/cli/with-app.ts'
import { resourcesDir } from '../src/main/host/checkout.ts'
import { createOutput } from '../src/main/host/output.ts'

const output = createOutput(false)
const samplesDir = join(resourcesDir, 'samples')
const Samples = z.array(z.object({ file: z.string(), instruction: z.string(), targets: Targets }))
const samples = Samples.parse(JSON.parse(readFileSync(join(samplesDir, 'samples.json'), 'utf8')))

/** Adds every sample with its instruction and sends them all to the built-in shapes solver. Returns that solver's id. */
async function solveSamples({ client, follow }: CommandApp): Promise<string> {
  for (const { file, instruction } of samples) {
    const { jobId } = await client['imports.paths']({ paths: [join(samplesDir, file)], instruction })
    output.problems((await follow(jobId)).problems)
  }
  const shapes = (await client['solvers.list']({})).find(({ solver }) => solver.builtIn === 'shapes')
  if (!shapes) throw new Error('The project has no built-in solver.')
  const { jobId } = await client['tasks.send']({ items: {}, solverIds: [shapes.solver.id] })
  output.problems((await follow(jobId)).problems)
  return shapes.solver.id
}

/** Prints how each answer fared against the known truth. Returns how many were right and how many were not. */
async function score({ client, items }: CommandApp): Promise<{ right: number; wrong: number }> {
  const { hitRadius } = await client['settings.get']({})
  const count = { right: 0, wrong: 0 }
  for await (const row of items({})) {
    const { item, answers } = await client['items.get']({ id: row.id })
    const sample = samples.find(({ file, instruction }) => file === row.name && instruction === row.instruction)
    const points = answers[0]?.points
    if (!sample || !points) {
      output.say(`  no answer  ${row.name.padEnd(14)} ${row.instruction}`)
      continue
    }
    const result = scoreAnswer(sample.targets, points, hitRadiusPx(hitRadius, item.image))
    count[result.verdict] += 1
    const wanted = sample.targets.filter(({ required }) => required).length
    const error = result.meanErrorPx === undefined ? '' : `, ${result.meanErrorPx.toFixed(1)} px off on average`
    output.say(
      `  ${result.verdict.padEnd(9)}  ${row.name.padEnd(14)} ${row.instruction}: ${result.hits} of ${wanted}${error}`,
    )
  }
  return count
}

const since = performance.now()
const folder = await mkdtemp(join(tmpdir(), 'pointcheck-demo-'))
const project = join(folder, 'Demo.pointcheck')
const labels = join(folder, 'labels')

await withApp({ dataDir: folder, project }, output, async (app) => {
  const solverId = await solveSamples(app)
  output.say('The built-in solver against the known truth:')
  const { right, wrong } = await score(app)
  const unread = samples.length - right - wrong
  output.say(`${right} of ${samples.length} right, ${wrong} wrong, ${unread} that this solver says it cannot read.`)

  const { jobId } = await app.client['exports.start']({
    request: {
      format: 'image-coordinates',
      filter: { answered: true },
      points: { of: 'solver', solverId },
      images: 'none',
      overlays: true,
      container: 'folder',
      boxRadius: 10,
    },
    destination: labels,
  })
  const { job } = await app.follow(jobId)
  if (job.state !== 'done') throw new Error(job.message)
  output.say(`Labels, and the images with the points drawn on them: ${labels}`)
  output.say(`The project: ${project}`)
  output.say(`Look at it with: npm run serve -- --project ${project}`)
  output.say(`${((performance.now() - since) / 1_000).toFixed(1)} s.`)
  if (wrong > 0) process.exitCode = 1
})
