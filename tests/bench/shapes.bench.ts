import { solveShapes } from '../../src/main/solvers/shapes/solve-shapes.ts'
import type { Figure } from '../shapes/figure.ts'
import type { Judgement } from '../shapes/judge.ts'
import { judge } from '../shapes/judge.ts'
import type { Quest } from '../shapes/quest.ts'
import { makeQuest } from '../shapes/quest.ts'
import { createRandom } from '../shapes/random.ts'
import { decode, renderScene } from '../shapes/render.ts'
import type { Scene, SceneKind } from '../shapes/scene.ts'
import { makeScene } from '../shapes/scene.ts'

/*
 * How often the shapes solver answers exactly right on scenes it has not seen.
 * The seed is not the one the solver was tuned on; both may be given: node tests/bench/shapes.bench.ts [scenes] [seed]
 */
const SCENES = Number(process.argv[2] ?? 300)
const SEED = Number(process.argv[3] ?? 20_260)

interface Failure {
  readonly number: number
  readonly quest: Quest
  readonly scene: Scene
  readonly judgement: Judgement<Figure>
}

async function run(kind: SceneKind): Promise<void> {
  const failures: Failure[] = []
  const decoding: number[] = []
  const solving: number[] = []
  for (let number = 0; number < SCENES; number += 1) {
    const random = createRandom(SEED * 1_000 + number)
    const scene = makeScene(random, kind)
    const bytes = await renderScene(random, scene)
    const quest = makeQuest(random, scene)
    const start = performance.now()
    const picture = await decode(bytes)
    const decoded = performance.now()
    const { points } = solveShapes(picture, quest.instruction)
    solving.push(performance.now() - decoded)
    decoding.push(decoded - start)
    const judgement = judge(points, quest.truth)
    if (!judgement.exact) failures.push({ number, quest, scene, judgement })
  }
  report(kind, failures, decoding, solving)
}

function report(kind: SceneKind, failures: readonly Failure[], decoding: number[], solving: number[]): void {
  const share = (100 * (SCENES - failures.length)) / SCENES
  console.log(
    `${kind}: ${SCENES - failures.length} of ${SCENES} scenes exact, ${share.toFixed(1)} % (aim ${kind === 'clean' ? 95 : 80} %)`,
  )
  console.log(
    `${kind}: decode ${median(decoding).toFixed(1)} ms (floor), decode + solve ${(median(decoding) + median(solving)).toFixed(1)} ms, slowest solve ${Math.max(...solving).toFixed(0)} ms`,
  )
  const causes = new Map<string, number>()
  const count = (cause: string) => causes.set(cause, (causes.get(cause) ?? 0) + 1)
  for (const { quest, scene, judgement } of failures) {
    count(`ground ${scene.ground.kind}`)
    count(`sentence ${quest.kind}`)
    for (const figure of judgement.missed) count(`missed ${figure.form}`)
    if (judgement.extra.length > 0) count('extra points')
  }
  for (const [cause, times] of [...causes].sort((one, other) => other[1] - one[1]))
    console.log(`${kind}:   ${cause} ${times}`)
  for (const { number, quest, judgement } of failures)
    console.log(
      `${kind}:   scene ${number} “${quest.instruction}” missed ${judgement.missed.length} extra ${judgement.extra.length}`,
    )
}

const median = (values: number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

await run('clean')
await run('noisy')
