import { readCoco, UNLABELLED } from './coco-reader.ts'
import type { Dataset, LabelFormat, LabelledImage, WriteOptions } from './format.ts'
import { labelOf } from './label.ts'
import { commonLosses, countDataset, keptLines, line, withoutZeros } from './loss.ts'

const info = {
  description: 'Free points: one annotation with one keypoint a click.',
  version: '1',
  pixel_policy:
    'Float pixels of the EXIF-upright, full-size image. The origin is the top-left corner of the top-left pixel, whose centre is (0.5, 0.5).',
}

/** Category id by name, from 1 in the order of the names. */
function categoriesOf(dataset: Dataset, points: WriteOptions['points']): Map<string, number> {
  const names = new Set<string>()
  for (const entry of dataset)
    for (const { label } of labelOf(entry, points)?.points ?? []) names.add(label || UNLABELLED)
  if (names.size === 0) names.add(UNLABELLED)
  return new Map([...names].sort((a, b) => (a < b ? -1 : 1)).map((name, index) => [name, index + 1]))
}

function* images(dataset: Dataset, { imagePath }: WriteOptions): Iterable<string> {
  let id = 0
  for (const { item } of dataset) {
    const { image, name, instruction } = item
    id += 1
    const fileName = imagePath?.(image.hash) ?? name
    const { width, height, hash: sha256 } = image
    yield JSON.stringify({ id, file_name: fileName, width, height, sha256, instruction })
  }
}

/** The annotations of each item that has any, as one text: there may be millions, and each looks the same. */
function* annotations(
  dataset: Dataset,
  { points, boxRadius: r }: WriteOptions,
  categories: ReadonlyMap<string, number>,
): Iterable<string> {
  // Evaluators divide by the area, so it is never 0.
  const ending = `${2 * r},${2 * r}],"area":${4 * r * r},"iscrowd":0}`
  let id = 0
  let imageId = 0
  for (const entry of dataset) {
    imageId += 1
    const texts = (labelOf(entry, points)?.points ?? []).map(({ x, y, label }) => {
      id += 1
      const category = categories.get(label || UNLABELLED)
      return `{"id":${id},"image_id":${imageId},"category_id":${category},"keypoints":[${x},${y},2],"num_keypoints":1,"bbox":[${x - r},${y - r},${ending}`
    })
    if (texts.length > 0) yield texts.join(',\n')
  }
}

function* list(texts: Iterable<string>): Iterable<string> {
  let separator = '\n'
  for (const text of texts) {
    yield `${separator}${text}`
    separator = ',\n'
  }
}

function* chunksOf(dataset: Dataset, options: WriteOptions): Iterable<string> {
  const ids = categoriesOf(dataset, options.points)
  const categories = Array.from(ids, ([name, id]) => JSON.stringify({ id, name, keypoints: ['point'], skeleton: [] }))
  yield `{"info":${JSON.stringify(info)},\n"images":[`
  yield* list(images(dataset, options))
  yield '],\n"categories":['
  yield* list(categories)
  yield '],\n"annotations":['
  yield* list(annotations(dataset, options, ids))
  yield ']}\n'
}

/** COCO keypoints with free points: one annotation a click, so that several of one label on one image all survive. */
export const coco: LabelFormat<LabelledImage> = {
  id: 'coco',
  title: 'COCO keypoints, free points',
  extension: 'json',
  holdsUnlabelled: true,
  holds: { points: 'yes', labels: 'yes', instruction: 'partly', verdicts: 'no', empty: 'partly', answers: 'no' },

  *write(dataset, options) {
    yield { path: 'annotations.json', chunks: chunksOf(dataset, options) }
  },

  report(dataset, { points }) {
    const counts = countDataset(dataset, points)
    const [written, , outside] = keptLines(counts, points)
    return withoutZeros([
      line('kept', counts.items, 'item, as an image', 'items, one image each'),
      ...[written, outside].filter((one) => one !== undefined),
      line(
        'changed',
        counts.points - counts.withLabel,
        `point without a label, in the category "${UNLABELLED}"`,
        `points without a label, in the category "${UNLABELLED}"`,
      ),
      line(
        'changed',
        counts.namedPoint,
        `point labelled "${UNLABELLED}", the same as one without a label`,
        `points labelled "${UNLABELLED}", the same as those without a label`,
      ),
      line(
        'changed',
        counts.empty,
        'image in which there is nothing to find, the same as one not reviewed',
        'images in which there is nothing to find, the same as those not reviewed',
      ),
      line(
        'changed',
        counts.unlabelled,
        'image without a label, the same as one in which there is nothing to find',
        'images without a label, the same as those in which there is nothing to find',
      ),
      line(
        'changed',
        counts.withInstruction,
        'instruction in a field that other tools do not read',
        'instructions in a field that other tools do not read',
      ),
      ...commonLosses(counts, points),
    ])
  },

  read: readCoco,
}
