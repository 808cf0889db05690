import { readAnswerFile } from '../answer-files/read-answer-file.ts'
import type { Convention } from '../convention.ts'
import type { Reading } from './reading.ts'
import { quote, wrongFormat } from './reading.ts'

/** Reads one record of a file with answers: that of `source`, as the file names it. The record itself says what its numbers count. */
export function readFileRecord(raw: string, source = ''): Reading & { readonly convention?: Convention } {
  const { found, problems } = readAnswerFile('', raw)
  const record = found.find((one) => one.source === source)
  return record
    ? { kind: 'points', points: record.points, convention: record.convention }
    : wrongFormat(problems[0]?.reason ?? quote(raw))
}
