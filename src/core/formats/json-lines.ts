import { z } from 'zod'
import { Answer } from '../answer.ts'
import type { Correction } from '../correction.ts'
import { Image, Item, ReviewState } from '../item.ts'
import { Targets } from '../truth.ts'
import type { ExportItem, LabelFormat, ReadProblem, WriteOptions } from './format.ts'
import { parseJson } from './json-text.ts'
import { countDataset, keptLines, line, withoutZeros } from './loss.ts'

const SCHEMA = 'pointcheck/item/1'

const point = z.number().int().nonnegative()
const FlatCorrection = z.discriminatedUnion('kind', [
  z.object({ answer: point, answerPoint: point, kind: z.literal('kept'), targetId: z.string() }),
  z.object({
    answer: point,
    answerPoint: point,
    kind: z.literal('moved'),
    targetId: z.string(),
    dx: z.number(),
    dy: z.number(),
  }),
  z.object({ answer: point, answerPoint: point, kind: z.literal('deleted') }),
  z.object({ answer: point, kind: z.literal('added'), targetId: z.string() }),
])

/** One line: `formats.md`, with what else is needed to restore a project. `corrections[].answer` is a position in `answers`. */
const Line = z.object({
  schema: z.literal(SCHEMA),
  ...Item.unwrap().pick({ id: true, name: true, addedAt: true, revision: true }).shape,
  image: Image.unwrap().omit({ hash: true }).extend({ file: z.string(), sha256: Image.unwrap().shape.hash }),
  instruction: z.string(),
  truth: Targets,
  answers: z.array(Answer.unwrap().omit({ itemId: true }).extend({ solver: z.string(), raw: z.string() })),
  review: z.object({ state: ReviewState, by: z.string().optional(), at: z.number().int().optional() }),
  corrections: z.array(FlatCorrection),
})
type Line = z.infer<typeof Line>

function toLine({ item, targets, answers, review }: ExportItem, { imagePath }: WriteOptions): Line {
  const { hash, ...image } = item.image
  return {
    schema: SCHEMA,
    id: item.id,
    name: item.name,
    addedAt: item.addedAt,
    revision: item.revision,
    image: { file: imagePath?.(hash) ?? item.name, sha256: hash, ...image },
    instruction: item.instruction,
    truth: targets.map(({ id, x, y, label, region, required }) => ({
      id,
      x,
      y,
      label,
      ...(region && { region }),
      required,
    })),
    answers: answers.map(({ answer, solver, raw }) => {
      const { itemId: _, ...rest } = answer
      return { ...rest, solver, raw }
    }),
    review,
    corrections: answers.flatMap(({ corrections }, answer) => corrections.map((one) => ({ answer, ...one }))),
  }
}

function fromLine({
  id,
  name,
  addedAt,
  revision,
  image,
  instruction,
  truth,
  answers,
  review,
  corrections,
}: Line): ExportItem {
  const { file: _, sha256, ...rest } = image
  return {
    item: { id, image: { hash: sha256, ...rest }, name, instruction, state: review.state, revision, addedAt },
    targets: truth,
    answers: answers.map(({ solver, raw, ...answer }, index) => ({
      answer: { ...answer, itemId: id },
      solver,
      raw,
      corrections: corrections
        .filter((one) => one.answer === index)
        .map(({ answer: _answer, ...one }): Correction => one),
    })),
    review,
  }
}

/** Ours: everything but the history, one item a line. Reading it back gives equal items. */
export const jsonLines: LabelFormat<ExportItem> = {
  id: 'jsonl',
  title: 'JSON Lines, full fidelity',
  extension: 'jsonl',
  holdsUnlabelled: true,
  holds: { points: 'yes', labels: 'yes', instruction: 'yes', verdicts: 'yes', empty: 'yes', answers: 'yes' },

  *write(dataset, options) {
    function* chunks() {
      for (const entry of dataset) yield `${JSON.stringify(toLine(entry, options))}\n`
    }
    yield { path: 'items.jsonl', chunks: chunks() }
  },

  report(dataset) {
    const points = { of: 'truth' } as const
    const counts = countDataset(dataset, points)
    return withoutZeros([
      line('kept', counts.items, 'item', 'items'),
      ...keptLines(counts, points),
      line('kept', counts.answers, 'answer of a solver', 'answers of solvers'),
      line('lost', counts.earlierRevisions, 'earlier revision of a truth', 'earlier revisions of truths'),
    ])
  },

  read(files) {
    const problems: ReadProblem[] = []
    const found: ExportItem[] = []
    for (const { path, text } of files) {
      for (const [index, row] of text.split('\n').entries()) {
        if (row.trim() === '') continue
        const parsed = parseJson(path, row, index + 1)
        if (!parsed.ok) {
          problems.push(parsed.problem)
          continue
        }
        const checked = Line.safeParse(parsed.value)
        if (checked.success) found.push(fromLine(checked.data))
        else problems.push({ file: path, line: index + 1, reason: z.prettifyError(checked.error) })
      }
    }
    return { found, problems }
  },
}
