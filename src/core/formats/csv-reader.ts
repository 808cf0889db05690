import { parse } from 'csv-parse/browser/esm/sync'
import type { LabelledImage, ReadProblem, ReadResult } from './format.ts'
import { csvColumns, unguard } from './csv-text.ts'

type Column = (typeof csvColumns)[number]

/** The rows of one image (and instruction, and source), with where they stand. */
export interface CsvGroup extends Omit<LabelledImage, 'points'> {
  readonly points: LabelledImage['points'][number][]
  /** What the column `source` says; undefined in a file without it. */
  readonly source: string | undefined
  /** Line on which the first row ends, from 1. */
  readonly line: number
  /** The header and the rows as they stand in the file, without line breaks between them. */
  readonly rows: string[]
}

interface Row {
  readonly record: string[]
  readonly line: number
  readonly raw: string
}

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

const LINE_BREAKS = /^[\r\n]+|[\r\n]+$/g

/** The records of a text with the line each ends on, and what could not be taken apart. */
function recordsOf(file: string, text: string, problems: ReadProblem[]): Row[] {
  const rows: Row[] = []
  parse(text, {
    bom: true,
    relax_column_count: true,
    // A stray quote spoils its own cell, not all rows up to the next quote.
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    skip_records_with_error: true,
    raw: true,
    // The types do not say what `raw` makes of a record.
    on_record: (given: unknown, { lines }: { lines: number }) => {
      const { record, raw } = given as Pick<Row, 'record' | 'raw'>
      rows.push({ record, line: lines, raw: raw.replace(LINE_BREAKS, '') })
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

function readFile(file: string, text: string, problems: ReadProblem[], groups: Map<string, CsvGroup>) {
  const [header, ...rows] = recordsOf(file, text, problems)
  const missing = NEEDED.filter((column) => !header?.record.includes(column))
  if (!header || missing.length > 0) {
    problems.push({ file, line: 1, reason: `The header has no column ${missing.join(', ')}.` })
    return
  }
  const position = new Map(header.record.map((column, index) => [column, index]))
  for (const { record, line, raw } of rows) {
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
    const group: CsvGroup = groups.get(key) ?? {
      name: unguard(cell('image')),
      sha256: cell('sha256') || undefined,
      size: sizeOf(cell('width'), cell('height')),
      instruction: position.has('instruction') ? unguard(cell('instruction')) : undefined,
      solver: fromAnswer ? unguard(cell('solver')) : undefined,
      points: [],
      source: position.has('source') ? cell('source') : undefined,
      line,
      rows: [header.raw],
    }
    groups.set(key, group)
    group.rows.push(raw)
    if (x === undefined || y === undefined) continue
    const id = unguard(cell('target_id'))
    group.points.push({ x, y, label: unguard(cell('label')), ...(id !== '' && { id }) })
  }
}

type Files = Iterable<{ readonly path: string; readonly text: string }>

/** Reads point tables of ours, and of others that have at least the columns image, x and y, with the rows of each image. */
export function readCsvGroups(files: Files): ReadResult<CsvGroup> {
  const problems: ReadProblem[] = []
  const groups = new Map<string, CsvGroup>()
  for (const { path, text } of files) readFile(path, text, problems, groups)
  return { found: [...groups.values()], problems }
}

/** As above. Rows of one image are one image. */
export function readCsv(files: Files): ReadResult<LabelledImage> {
  const { found, problems } = readCsvGroups(files)
  return { found: found.map(({ source: _source, line: _line, rows: _rows, ...image }) => image), problems }
}
