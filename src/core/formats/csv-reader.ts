import { parse } from 'csv-parse/browser/esm/sync'
import type { LabelledImage, ReadProblem, ReadResult } from './format.ts'
import { csvColumns, unguard } from './csv-text.ts'

type Column = (typeof csvColumns)[number]
type Group = Omit<LabelledImage, 'points'> & { readonly points: LabelledImage['points'][number][] }

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const NEEDED: readonly Column[] = ['image', 'x', 'y']

function toNumber(cell: string): number | undefined {
  const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

function sizeOf(width: string, height: string): LabelledImage['size'] {
  const size = { width: Number(width), height: Number(height) }
  return Number.isInteger(size.width) && Number.isInteger(size.height) && size.width > 0 && size.height > 0
    ? size
    : undefined
}

/** The records of a text with the line each ends on, and what could not be taken apart. */
function recordsOf(file: string, text: string, problems: ReadProblem[]): { record: string[]; line: number }[] {
  const rows: { record: string[]; line: number }[] = []
  parse(text, {
    bom: true,
    relax_column_count: true,
    // A stray quote spoils its own cell, not all rows up to the next quote.
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (record: string[], { lines }: { lines: number }) => {
      rows.push({ record, line: lines })
      return null
    },
    on_skip: (error) => {
      problems.push({
        file,
        line: Number(error?.['lines'] ?? 0) || undefined,
        reason: error?.message ?? 'A row could not be read.',
      })
      return undefined
    },
  })
  return rows
}

function readFile(file: string, text: string, problems: ReadProblem[], groups: Map<string, Group>) {
  const [header, ...rows] = recordsOf(file, text, problems)
  const missing = NEEDED.filter((column) => !header?.record.includes(column))
  if (!header || missing.length > 0) {
    problems.push({ file, line: 1, reason: `The header has no column ${missing.join(', ')}.` })
    return
  }
  const position = new Map(header.record.map((column, index) => [column, index]))
  for (const { record, line } of rows) {
    const cell = (column: Column): string => record[position.get(column) ?? -1] ?? ''
    const reject = (reason: string) => problems.push({ file, line, reason })
    if (record.length !== header.record.length) {
      reject(`The row has ${record.length} cells; the header has ${header.record.length}.`)
      continue
    }
    const isEmpty = cell('x') === '' && cell('y') === ''
    const [x, y] = [toNumber(cell('x')), toNumber(cell('y'))]
    if (!isEmpty && (x === undefined || y === undefined)) {
      reject(`"${cell('x')}", "${cell('y')}" is not a point.`)
      continue
    }
    const fromAnswer = cell('source') === 'answer'
    const key = JSON.stringify([cell('image'), cell('sha256'), cell('instruction'), fromAnswer, cell('solver')])
    const group: Group = groups.get(key) ?? {
      name: unguard(cell('image')),
      sha256: cell('sha256') || undefined,
      size: sizeOf(cell('width'), cell('height')),
      instruction: position.has('instruction') ? unguard(cell('instruction')) : undefined,
      solver: fromAnswer ? unguard(cell('solver')) : undefined,
      points: [],
    }
    groups.set(key, group)
    if (x === undefined || y === undefined) continue
    const id = unguard(cell('target_id'))
    group.points.push({ x, y, label: unguard(cell('label')), ...(id !== '' && { id }) })
  }
}

/** Reads point tables of ours, and of others that have at least the columns image, x and y. Rows of one image are one image. */
export function readCsv(files: Iterable<{ readonly path: string; readonly text: string }>): ReadResult<LabelledImage> {
  const problems: ReadProblem[] = []
  const groups = new Map<string, Group>()
  for (const { path, text } of files) readFile(path, text, problems, groups)
  return { found: [...groups.values()], problems }
}
