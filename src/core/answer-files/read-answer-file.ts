import { isRecord, parseJson } from '../formats/json-text.ts'
import type { AnswerFile } from './answer-record.ts'
import { readCsvAnswers } from './csv-answers.ts'
import { readJsonLinesAnswers } from './json-lines-answers.ts'
import { readLabelStudioAnswers } from './label-studio-answers.ts'

const isTask = (text: string): boolean => {
  const parsed = parseJson('', text)
  return parsed.ok && isRecord(parsed.value) && Object.hasOwn(parsed.value, 'data')
}

const COLUMNS = /(?:^|[,"])image(?:$|[,"])/

/** The reader for a file, told by what stands in it; undefined where it is none of them. */
function readerOf(text: string): ((file: string, text: string) => AnswerFile) | undefined {
  const start = text.trimStart()
  const [first = ''] = start.split('\n', 1)
  if (start.startsWith('[')) return readLabelStudioAnswers
  if (start.startsWith('{')) {
    // A line that is JSON by itself decides; else the whole may be one task over many lines.
    return isTask(first) || (!parseJson('', first).ok && isTask(start)) ? readLabelStudioAnswers : readJsonLinesAnswers
  }
  return COLUMNS.test(first.trim()) ? readCsvAnswers : undefined
}

/**
 * Reads a file with answers, told by content: JSON Lines of ours, CSV of ours, or predictions of Label Studio. All that is good is
 * found; what is not is named with its line.
 */
export function readAnswerFile(file: string, text: string): AnswerFile {
  const whole = text.startsWith('\ufeff') ? text.slice(1) : text
  const read = readerOf(whole)
  if (!read) {
    const reason =
      'It holds neither JSON Lines, nor a table with the columns image, x and y, nor predictions of Label Studio.'
    return { found: [], problems: [{ file, reason }] }
  }
  const result = read(file, whole)
  return result.found.length + result.problems.length > 0 || result.passedOver !== undefined
    ? result
    : { ...result, problems: [{ file, reason: 'It holds no answers.' }] }
}
