import type { Dataset, ExportItem, LabelFormat, LabelledImage, WriteOptions } from './format.ts'
import { readCsv } from './csv-reader.ts'
import { csvColumns, textCell } from './csv-text.ts'
import type { Label, LabelPoint } from './label.ts'
import { labelOf } from './label.ts'
import { commonLosses, countDataset, keptLines, line, unlabelledLine, withoutZeros } from './loss.ts'

function verdictOf(correction: LabelPoint['correction']): string {
  if (!correction) return ''
  return correction.kind === 'deleted' ? 'wrong' : 'right'
}

/** The cells dx and dy, pixels. */
function moveOf(correction: LabelPoint['correction']): string {
  if (correction?.kind === 'moved') return `${correction.dx},${correction.dy}`
  return correction?.kind === 'kept' ? '0,0' : ','
}

/** Rows of one item: one a point, or one without a point where there is nothing to find. What the rows share is made once. */
function rowsOf({ item, targets }: ExportItem, label: Label, options: WriteOptions): string {
  const { hash, width, height } = item.image
  const file = options.imagePath?.(hash) ?? item.name
  const head = `${textCell(file)},${hash},${width},${height},${textCell(item.instruction)}`
  const source = label.of ? `answer,${textCell(label.of.solver)}` : 'truth,'
  if (label.points.length === 0) {
    const verdict = label.of && item.state === 'reviewed' ? (targets.length === 0 ? 'right' : 'wrong') : ''
    return `${head},,,,,${verdict},${source},,\r\n`
  }
  return label.points
    .map(({ x, y, label: text, targetId = '', correction }) => {
      const hit = correction && 'targetId' in correction ? correction.targetId : targetId
      return `${head},${textCell(hit)},${textCell(text)},${x},${y},${verdictOf(correction)},${source},${moveOf(correction)}\r\n`
    })
    .join('')
}

function* chunksOf(dataset: Dataset, options: WriteOptions): Iterable<string> {
  yield `${csvColumns.join(',')}\r\n`
  for (const entry of dataset) {
    const label = labelOf(entry, options.points)
    if (label) yield rowsOf(entry, label, options)
  }
}

/** A table, one row a point. RFC 4180, UTF-8; what a spreadsheet would take for a formula is guarded. */
export const csv: LabelFormat<LabelledImage> = {
  id: 'csv',
  title: 'CSV',
  extension: 'csv',
  holdsUnlabelled: false,
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
