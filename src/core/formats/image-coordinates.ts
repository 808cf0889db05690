import type { ImagePoint, Size } from '../geometry.ts'
import { isInside, pixelOf } from '../geometry.ts'
import { readCoordinates } from '../reading/service-shapes.ts'
import { createNamer, safeStem } from './file-names.ts'
import type { Dataset, LabelFormat, LabelledImage, ReadProblem, WriteOptions } from './format.ts'
import { isRecord, parseJson } from './json-text.ts'
import type { Label } from './label.ts'
import { labelOf } from './label.ts'
import { commonLosses, countDataset, keptLines, line, unlabelledLine, withoutZeros } from './loss.ts'

/** The pixel that holds a point; a point outside the image stays outside, in whole pixels. */
const wholePixel = (point: ImagePoint, size: Size): { x: number; y: number } =>
  isInside(point, size) ? pixelOf(point, size) : { x: Math.floor(point.x), y: Math.floor(point.y) }

function* named(dataset: Dataset, points: WriteOptions['points']) {
  const nameOf = createNamer()
  for (const entry of dataset) {
    const label = labelOf(entry, points)
    if (label) yield { path: nameOf(entry.item.name, 'json'), item: entry.item, label }
  }
}

/** Made when it is read: files are also counted, and then nobody reads them. */
function* chunksOf({ points }: Label, size: Size): Iterable<string> {
  const coordinates = points.map((point) => wholePixel(point, size))
  yield `${JSON.stringify({ coordinates })}\n`
}

function readFile(path: string, text: string, problems: ReadProblem[]): LabelledImage[] {
  const parsed = parseJson(path, text)
  if (!parsed.ok) {
    problems.push(parsed.problem)
    return []
  }
  const ownName = (path.split('/').at(-1) ?? path).replace(/\.json$/i, '')
  const { value } = parsed
  const entries: [string, unknown][] =
    isRecord(value) && !Object.hasOwn(value, 'coordinates') ? Object.entries(value) : [[ownName, value]]
  return entries.flatMap(([name, entry]) => {
    const list = isRecord(entry) ? entry['coordinates'] : undefined
    if (!Array.isArray(list)) {
      problems.push({ file: path, reason: `"${name}" has no list named "coordinates".` })
      return []
    }
    const points = list.flatMap((one: unknown, index) => {
      const reading = readCoordinates([one])
      if (reading.kind === 'points') return reading.points.map(({ x, y }) => ({ x, y, label: '' }))
      problems.push({ file: path, reason: `Point ${index + 1} of "${name}" is not a point.` })
      return []
    })
    return [{ name, points }]
  })
}

/** The answer shape of the services themselves, one file an image, so that client code reads it as is. `protocol.md` 2. */
export const imageCoordinates: LabelFormat<LabelledImage> = {
  id: 'image-coordinates',
  title: 'Image-coordinates JSON',
  extension: 'json',
  holdsUnlabelled: false,
  holds: { points: 'partly', labels: 'no', instruction: 'no', verdicts: 'no', empty: 'yes', answers: 'no' },

  *write(dataset, { points }) {
    for (const { path, item, label } of named(dataset, points)) {
      yield { path, chunks: chunksOf(label, item.image) }
    }
  },

  report(dataset, { points }) {
    const counts = countDataset(dataset, points)
    let moved = 0
    let renamed = 0
    for (const { path, item, label } of named(dataset, points)) {
      if (path !== `${safeStem(item.name)}.json`) renamed += 1
      for (const point of label.points) {
        const pixel = wholePixel(point, item.image)
        if (pixel.x !== point.x || pixel.y !== point.y) moved += 1
      }
    }
    return withoutZeros([
      line('kept', counts.labelled, 'item, in a file of its own', 'items, one file each'),
      ...keptLines(counts, points),
      line('changed', moved, 'point rounded down to a whole pixel', 'points rounded down to whole pixels'),
      line(
        'changed',
        renamed,
        'file numbered because its name was taken',
        'files numbered because their names were taken',
      ),
      unlabelledLine(counts, points),
      line('lost', counts.withLabel, 'label', 'labels'),
      line('lost', counts.withInstruction, 'instruction', 'instructions'),
      ...commonLosses(counts, points),
    ])
  },

  read(files) {
    const problems: ReadProblem[] = []
    const found = Array.from(files).flatMap(({ path, text }) => readFile(path, text, problems))
    return { found, problems }
  },
}
