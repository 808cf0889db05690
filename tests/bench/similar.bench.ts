import sharp from 'sharp'
import { createSearchPool } from '../../src/main/services/similar/search-pool.ts'
import { loadOpenCv } from '../../src/main/workers/similar/opencv.ts'
import { createRandom } from '../shapes/random.ts'
import { judge } from '../similar/judge.ts'
import { drawScene } from '../similar/scene.ts'
import type { IconScene } from '../similar/scene.ts'

/*
 * 40 copies of a textured icon, scale 0.8 to 1.25, turned by up to 30° either way, among 40 other icons on a cluttered
 * ground, JPEG at quality 80, 2,000 × 1,500 pixels. One copy is marked. Each scene has other icons and another ground.
 * node tests/bench/similar.bench.ts [scenes] [seed]
 */
const SCENES = Number(process.argv[2] ?? 12)
const SEED = Number(process.argv[3] ?? 5_150)
/** Where the window's slider stands at first. */
const THRESHOLD = 0.8
const SIDES = [48, 64, 96]

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

/** The floor: the marked box as it is, at one size and angle, against the decoded picture. */
async function matchOnce(scene: IconScene): Promise<number> {
  const cv = await loadOpenCv()
  const { data, info } = await sharp(scene.bytes).raw().toBuffer({ resolveWithObject: true })
  const picture = new cv.Mat(info.height, info.width, cv.CV_8UC3)
  picture.data.set(data)
  const { box } = marked(scene)
  const part = picture.roi(
    new cv.Rect(Math.round(box.x), Math.round(box.y), Math.round(box.width), Math.round(box.height)),
  )
  const scores = new cv.Mat()
  const start = performance.now()
  cv.matchTemplate(picture, part, scores, cv.TM_CCOEFF_NORMED)
  const took = performance.now() - start
  for (const mat of [picture, part, scores]) mat.delete()
  return took
}

function marked({ copies }: IconScene) {
  const [first] = copies
  if (!first) throw new Error('A scene has copies.')
  return first
}

const pool = createSearchPool()
const times: number[] = []
const floors: number[] = []
const recalls: number[] = []
const precisions: number[] = []
for (let number = 0; number < SCENES; number += 1) {
  const side = SIDES[number % SIDES.length] ?? 64
  const scene = await drawScene(createRandom(SEED * 1_000 + number), {
    width: 2_000,
    height: 1_500,
    copies: 40,
    distractors: 40,
    side,
    scale: 1.25,
    turn: 30,
  })
  floors.push(await matchOnce(scene))
  const start = performance.now()
  const { matches } = await pool.search(
    [{ bytes: scene.bytes, size: { width: scene.width, height: scene.height } }],
    [{ picture: 0, box: marked(scene).box }],
    new AbortController().signal,
  )
  times.push(performance.now() - start)
  const { found, wrong } = judge(
    scene.copies,
    matches.filter(({ score }) => score >= THRESHOLD),
  )
  recalls.push(found / scene.copies.length)
  precisions.push(found / Math.max(1, found + wrong))
  console.log(
    `scene ${number}, icon ${side} px: recall ${(found / scene.copies.length).toFixed(3)}, precision ${(found / Math.max(1, found + wrong)).toFixed(3)}, ${times.at(-1)?.toFixed(0)} ms${number === 0 ? ' with the start of the threads' : ''}, floor ${floors.at(-1)?.toFixed(0)} ms`,
  )
}
await pool.close()

const [first = 0, ...warm] = times
const both = recalls.filter((recall, at) => recall >= 0.9 && (precisions[at] ?? 0) >= 0.9).length
console.log(`\nat the threshold of the window, ${THRESHOLD}, ${SCENES} scenes:`)
console.log(`recall: least ${Math.min(...recalls).toFixed(3)}, median ${median(recalls).toFixed(3)} (aim 0.9)`)
console.log(`precision: least ${Math.min(...precisions).toFixed(3)}, median ${median(precisions).toFixed(3)} (aim 0.9)`)
console.log(`both at least 0.9 in ${both} of ${SCENES} scenes`)
console.log(
  `time: first ${first.toFixed(0)} ms, then median ${median(warm).toFixed(0)} ms, most ${Math.max(...warm).toFixed(0)} ms (aim 3,000 ms)`,
)
console.log(
  `ratio: ${(median(warm) / median(floors)).toFixed(1)} times one match at one size and angle (${median(floors).toFixed(0)} ms); sizes × angles are ${8 * 20}`,
)
