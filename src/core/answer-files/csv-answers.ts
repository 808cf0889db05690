import { readCsvGroups } from '../formats/csv-reader.ts'
import type { ReadProblem } from '../formats/format.ts'
import type { AnswerFile, AnswerRecord } from './answer-record.ts'
import { isWithinReach } from './answer-record.ts'

/** Reads answers from our CSV, and from tables with at least the columns image, x and y. Pixels of the full-size image. */
export function readCsvAnswers(file: string, text: string): AnswerFile {
  const groups = readCsvGroups([{ path: file, text }])
  const problems: ReadProblem[] = [...groups.problems]
  const found: AnswerRecord[] = []
  let truths = 0
  for (const { name, sha256, size, instruction, solver, source, line, rows, points } of groups.found) {
    if (source === 'truth') {
      truths += 1
      continue
    }
    const read = points.map(({ x, y, label }) => ({ x, y, ...(label !== '' && { label }) }))
    if (!isWithinReach(read)) {
      problems.push({ file, line, reason: 'A point lies further out than any picture reaches.' })
      continue
    }
    const raw = `${rows.join('\r\n')}\r\n`
    const names = [name]
    found.push({
      raw,
      line,
      names,
      sha256,
      size,
      instruction,
      source: solver ?? '',
      convention: 'sent-pixels',
      points: read,
    })
  }
  return {
    found,
    problems,
    ...(truths > 0 && {
      passedOver: `${truths} ${truths === 1 ? 'image' : 'images'} with the truth instead of an answer`,
    }),
  }
}
