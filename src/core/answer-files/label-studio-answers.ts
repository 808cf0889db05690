import { z } from 'zod'
import type { ReplyPoint } from '../convention.ts'
import type { ReadProblem } from '../formats/format.ts'
import { parseJson } from '../formats/json-text.ts'
import { jsonSpans } from '../reading/json-spans.ts'
import type { AnswerFile, AnswerRecord } from './answer-record.ts'
import { isWithinReach, newestOfEach } from './answer-record.ts'
import { imageNames } from './label-studio-names.ts'

const labels = z.array(z.string()).optional()
const Place = z.object({
  type: z.enum(['keypoint', 'keypointlabels', 'rectangle', 'rectanglelabels']),
  original_width: z.number().int().positive(),
  original_height: z.number().int().positive(),
  image_rotation: z.literal(0, 'The picture was turned there: turn it back before').default(0),
  score: z.number().nullish(),
  value: z.object({
    x: z.number(),
    y: z.number(),
    width: z.number().nonnegative().default(0),
    height: z.number().nonnegative().default(0),
    rotation: z.number().default(0),
    keypointlabels: labels,
    rectanglelabels: labels,
  }),
})
type Place = z.infer<typeof Place>

/** Says something of the picture as a whole: no place. */
const Aside = z.object({ type: z.enum(['choices', 'textarea', 'rating', 'number', 'labels', 'taxonomy']) })
const Prediction = z.object({
  model_version: z.string().max(500).nullish(),
  score: z.number().nullish(),
  result: z.array(z.discriminatedUnion('type', [Aside, Place])),
})
const Task = z.object({
  data: z.record(z.string(), z.unknown()),
  predictions: z.array(z.unknown()).default([]),
})

/** Percent of the picture. A box may be turned about its corner; then only its centre is kept. */
function toPoint({ type, value, score, ...frame }: Place, overall: number | null | undefined): ReplyPoint {
  const [label] = value.keypointlabels ?? value.rectanglelabels ?? []
  const sure = score ?? overall
  const words = { ...(label && { label }), ...(typeof sure === 'number' && { score: sure }), named: true as const }
  const { x, y, width, height, rotation } = value
  // The width of a key point is that of its dot on the screen.
  if (type.startsWith('keypoint')) return { x, y, ...words }
  if (rotation % 360 === 0) return { x: x + width / 2, y: y + height / 2, box: { x, y, width, height }, ...words }
  const angle = (rotation * Math.PI) / 180
  const aspect = frame.original_width / frame.original_height
  const [across, down] = [width / 2, height / 2]
  return {
    x: x + across * Math.cos(angle) - (down / aspect) * Math.sin(angle),
    y: y + across * aspect * Math.sin(angle) + down * Math.cos(angle),
    ...words,
  }
}

function readTask(file: string, raw: string, line: number, value: unknown, problems: ReadProblem[]): AnswerRecord[] {
  const reject = (reason: string) => {
    problems.push({ file, line, reason })
    return []
  }
  const task = Task.safeParse(value)
  if (!task.success) return reject(`This is no task of Label Studio: ${z.prettifyError(task.error)}`)
  const { data, predictions } = task.data
  const { instruction, sha256 } = data
  const read = predictions.flatMap((one): AnswerRecord[] => {
    const prediction = Prediction.safeParse(one)
    if (!prediction.success) return reject(`A prediction cannot be read: ${z.prettifyError(prediction.error)}`)
    const { model_version, score, result } = prediction.data
    const places = result.filter((place) => 'value' in place)
    const points = places.map((place) => toPoint(place, score))
    if (!isWithinReach(points)) return reject('A point lies further out than any picture reaches.')
    const [first] = places
    return [
      {
        raw,
        line,
        names: imageNames(data),
        sha256: typeof sha256 === 'string' ? sha256 : undefined,
        size: first && { width: first.original_width, height: first.original_height },
        instruction: typeof instruction === 'string' ? instruction : undefined,
        source: model_version ?? '',
        convention: 'percent',
        points,
      },
    ]
  })
  return newestOfEach(read)
}

/** Reads the predictions of a Label Studio export (JSON): one task, or a list of them. Percent of the original picture. */
export function readLabelStudioAnswers(file: string, text: string): AnswerFile {
  const found: AnswerRecord[] = []
  const problems: ReadProblem[] = []
  const begin = text.indexOf('[')
  const isList = text.slice(0, Math.max(begin, 0)).trim() === '' && begin >= 0
  const inside = isList ? text.slice(begin + 1) : text
  let line = isList ? text.slice(0, begin + 1).split('\n').length : 1
  let at = 0
  for (const span of jsonSpans(inside)) {
    line += inside.slice(at, span.start).split('\n').length - 1
    at = span.start
    const parsed = parseJson(file, span.text, line)
    if (parsed.ok) found.push(...readTask(file, span.text, line, parsed.value, problems))
    else problems.push(parsed.problem)
  }
  return { found, problems }
}
