import { z } from 'zod'
import { AnswerPoint } from '../answer.ts'
import type { ReadProblem } from '../formats/format.ts'
import { isRecord, parseJson } from '../formats/json-text.ts'
import type { AnswerFile, AnswerRecord } from './answer-record.ts'
import { isWithinReach, newestOfEach } from './answer-record.ts'

const side = z.number().int().positive()
const Points = z.array(AnswerPoint).refine(isWithinReach, 'A point lies further out than any picture reaches')
const Answered = z.object({
  solver: z.string().max(500).default(''),
  points: Points,
  latencyMs: z.number().nonnegative().optional(),
  cost: z.number().nonnegative().optional(),
  at: z.number().optional(),
})
const Named = z.object({
  file: z.string().optional(),
  sha256: z.string().optional(),
  width: side.optional(),
  height: side.optional(),
})

/** What a line of ours says of answers, and what a line of others must at least say; the rest of it is left out of account. */
const Line = z.object({
  image: z.union([z.string().transform((file): z.infer<typeof Named> => ({ file })), Named]),
  name: z.string().optional(),
  instruction: z.string().optional(),
  answers: z.array(Answered),
})
/** One answer may stand in the line itself. */
const OneAnswer = Line.omit({ answers: true })
  .extend(Answered.shape)
  .transform(({ image, name, instruction, ...answer }): z.infer<typeof Line> => ({
    image,
    name,
    instruction,
    answers: [answer],
  }))

function recordsOf(raw: string, line: number, value: z.infer<typeof Line>): AnswerRecord[] {
  const { image, name, instruction } = value
  const size = image.width && image.height ? { width: image.width, height: image.height } : undefined
  const answers = value.answers.map(({ solver, at = 0, ...answer }) => ({ ...answer, source: solver, at }))
  return newestOfEach(answers.toSorted((a, b) => a.at - b.at)).map(({ source, points, latencyMs, cost }) => ({
    raw,
    line,
    names: [name, image.file].filter((one) => one !== undefined),
    sha256: image.sha256,
    size,
    instruction,
    source,
    convention: 'sent-pixels',
    points,
    latencyMs,
    cost,
  }))
}

/** Reads answers from our JSON Lines, and from lines `{"image": NAME, "points": [{"x", "y"}]}`. Pixels of the full-size image. */
export function readJsonLinesAnswers(file: string, text: string): AnswerFile {
  const found: AnswerRecord[] = []
  const problems: ReadProblem[] = []
  for (const [index, row] of text.split('\n').entries()) {
    const raw = row.endsWith('\r') ? row.slice(0, -1) : row
    if (raw.trim() === '') continue
    const line = index + 1
    const parsed = parseJson(file, raw, line)
    if (!parsed.ok) {
      problems.push(parsed.problem)
      continue
    }
    const { value } = parsed
    const read = (isRecord(value) && Object.hasOwn(value, 'answers') ? Line : OneAnswer).safeParse(value)
    if (read.success) found.push(...recordsOf(raw, line, read.data))
    else problems.push({ file, line, reason: `This is no line with answers: ${z.prettifyError(read.error)}` })
  }
  return { found, problems }
}
