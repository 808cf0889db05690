import { stringify } from 'csv-stringify/browser/esm/sync'
import type { Dataset, ExportItem, LabelFormat, LabelledImage, WriteOptions } from './format.ts'
import { readCsv } from './csv-reader.ts'
import { csvColumns, guard } from './csv-text.ts'
import type { Label, LabelPoint } from './label.ts'
import { labelOf } from './label.ts'
import { commonLosses, countDataset, keptLines, line, unlabelledLine, withoutZeros } from './loss.ts'

/** Rows are put into text this many at a time. */
const BATCH = 2_000

type Row = readonly string[]

function verdictOf(correction: LabelPoint['correction']): string {
  if (!correction) return ''
  return correction.kind === 'deleted' ? 'wrong' : 'right'
}

/** Rows of one item: one a point, or one without a point where there is nothing to find. */
function rowsOf({ item, review, targets }: ExportItem, label: Label, options: WriteOptions): Row[] {
  const { image } = item
  const file = options.imagePath?.(image.hash) ?? item.name
  const head = [guard(file), image.hash, String(image.width), String(image.height), guard(item.instruction)]
  const source = label.of ? ['answer', guard(label.of.solver)] : ['truth', '']
  if (label.points.length === 0) {
    const verdict = label.of && review.state === 'reviewed' ? (targets.length === 0 ? 'right' : 'wrong') : ''
    return [[...head, '', '', '', '', verdict, ...source, '', '']]
  }
  return label.points.map(({ x, y, label: text, targetId, correction }) => {
    const hit = correction && 'targetId' in correction ? correction.targetId : (targetId ?? '')
    const by = correction?.kind === 'moved' ? [String(correction.dx), String(correction.dy)] : ['', '']
    const still = correction?.kind === 'kept' ? ['0', '0'] : by
    return [...head, guard(hit), guard(text), String(x), String(y), verdictOf(correction), ...source, ...still]
  })
}

const toText = (rows: readonly Row[]): string =>
  stringify(rows as string[][], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })

function* chunksOf(dataset: Dataset, options: WriteOptions): Iterable<string> {
  yield toText([csvColumns])
  let rows: Row[] = []
  for (const entry of dataset) {
    const label = labelOf(entry, options.points)
    if (!label) continue
    for (const row of rowsOf(entry, label, options)) rows.push(row)
    if (rows.length < BATCH) continue
    yield toText(rows)
    rows = []
  }
  if (rows.length > 0) yield toText(rows)
}

/** A table, one row a point. RFC 4180, UTF-8; what a spreadsheet would take for a formula is guarded. */
export const csv: LabelFormat<LabelledImage> = {
  id: 'csv',
  title: 'CSV',
  extension: 'csv',
  holds: { points: 'yes', labels: 'yes', instruction: 'yes', verdicts: 'partly', empty: 'yes', answers: 'partly' },

  *write(dataset, options) {
    yield { path: 'points.csv', chunks: chunksOf(dataset, options) }
  },

  report(dataset, { points }) {
    const counts = countDataset(dataset, points)
    return withoutZeros([
      line('kept', counts.labelled, 'item', 'items'),
      ...keptLines(counts, points),
      unlabelledLine(counts, points),
      ...commonLosses(counts, points),
    ])
  },

  read: readCsv,
}
