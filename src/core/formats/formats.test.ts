import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyDataset } from '../../../tests/fixtures/arbitrary-dataset.ts'
import { richDataset } from '../../../tests/fixtures/rich-dataset.ts'
import { isInside, pixelOf } from '../geometry.ts'
import { coco } from './coco.ts'
import { csv } from './csv.ts'
import type { Dataset, ExportItem, LabelFormat, LossLine, WriteOptions } from './format.ts'
import { formatOf, formats } from './formats.ts'
import { imageCoordinates } from './image-coordinates.ts'
import { jsonLines } from './json-lines.ts'
import { labelOf } from './label.ts'

const truth: WriteOptions = { points: { of: 'truth' }, boxRadius: 10 }
const solver: WriteOptions = { points: { of: 'solver', solverId: 'solver-shapes' }, boxRadius: 10 }

const written = (format: LabelFormat, dataset: Dataset, options: WriteOptions) =>
  Array.from(format.write(dataset, options), ({ path, chunks }) => ({ path, text: Array.from(chunks).join('') }))

function readBack<T>(format: LabelFormat<T>, dataset: Dataset, options: WriteOptions): readonly T[] {
  const { found, problems } = format.read(written(format, dataset, options))
  expect(problems).toEqual([])
  return found
}

const labelled = (dataset: Dataset, options: WriteOptions) =>
  Array.from(dataset).flatMap((entry) => {
    const label = labelOf(entry, options.points)
    return label ? [{ entry, label }] : []
  })

const count = (report: readonly LossLine[], kind: LossLine['kind'], start: string): number =>
  report.filter((one) => one.kind === kind && one.what.startsWith(start)).reduce((sum, one) => sum + one.count, 0)

const eachOption = fc.constantFrom<WriteOptions>(truth, { points: { of: 'solver', solverId: 'one' }, boxRadius: 3.5 })

describe('golden files', () => {
  for (const [name, options] of [
    ['truth', truth],
    ['solver', solver],
  ] as const)
    test.each(formats)(`$id, ${name}`, async (format) => {
      const folder = `../../../tests/golden/exports/${name}/${format.id}`
      for (const { path, text } of written(format, richDataset, options))
        await expect(text).toMatchFileSnapshot(`${folder}/${path}`)
      const report = format.report(richDataset, options)
      await expect(`${report.map((one) => `${one.kind} ${one.count} ${one.what}`).join('\n')}\n`).toMatchFileSnapshot(
        `${folder}.report.txt`,
      )
    })
})

test.each(formats)('$id is found by its id, and gives the same bytes for the same data', (format) => {
  expect(formatOf(format.id)).toBe(format)
  fc.assert(
    fc.property(anyDataset, eachOption, (dataset, options) => {
      expect(written(format, structuredClone(dataset), options)).toEqual(written(format, dataset, options))
    }),
    { numRuns: 20 },
  )
})

test.each(formats)('$id says how many points it keeps, and how many files it writes hold them', (format) => {
  fc.assert(
    fc.property(anyDataset, eachOption, (dataset, options) => {
      const found = readBack<unknown>(format, dataset, options) as readonly {
        readonly points?: readonly unknown[]
        readonly targets?: readonly unknown[]
      }[]
      const points = found.reduce((sum, one) => sum + (one.points ?? one.targets ?? []).length, 0)
      const report = format.report(dataset, options)
      expect(report.every((one) => one.count > 0)).toBe(true)
      expect(
        count(report, 'kept', 'point') -
          count(report, 'kept', 'point outside') -
          count(report, 'kept', 'points outside'),
      ).toBe(points)
      expect(count(report, 'kept', 'item')).toBe(found.length)
    }),
    { numRuns: 60 },
  )
})

describe('JSON Lines', () => {
  test('read back equal, whatever they hold', () => {
    fc.assert(
      fc.property(anyDataset, (dataset) => {
        expect(readBack<ExportItem>(jsonLines, dataset, truth)).toEqual(dataset)
      }),
    )
    expect(readBack<ExportItem>(jsonLines, richDataset, truth)).toEqual(richDataset)
  })

  test('name the copy of an image where there is one', () => {
    const [file] = written(jsonLines, richDataset, { ...truth, imagePath: (hash) => `images/${hash[0]}.png` })
    expect(JSON.parse(file?.text.split('\n')[0] ?? '')).toMatchObject({ image: { file: 'images/a.png' } })
  })

  test('bad lines are named, good ones arrive', () => {
    const [file] = written(jsonLines, richDataset, truth)
    const lines = file?.text.trim().split('\n') ?? []
    const text = [
      lines[0],
      '{"schema":',
      '',
      '{"schema":"other"}',
      lines[2],
      lines[3]?.replace('"width":400', '"width":-1'),
    ].join('\n')
    const { found, problems } = jsonLines.read([{ path: 'items.jsonl', text }])
    expect(found).toEqual([richDataset[0], richDataset[2]])
    expect(problems.map(({ file: name, line }) => [name, line])).toEqual([
      ['items.jsonl', 2],
      ['items.jsonl', 4],
      ['items.jsonl', 6],
    ])
    expect(problems[2]?.reason).toContain('width')
  })

  test('nothing reaches a prototype', () => {
    const [file] = written(jsonLines, richDataset.slice(0, 1), truth)
    const text = (file?.text ?? '').replace('{"schema"', '{"__proto__":{"polluted":1},"constructor":{},"schema"')
    expect(jsonLines.read([{ path: 'a', text }]).found).toEqual([richDataset[0]])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('image-coordinates JSON', () => {
  test('holds the pixel of each point, one file an item', () => {
    fc.assert(
      fc.property(anyDataset, eachOption, (dataset, options) => {
        const files = written(imageCoordinates, dataset, options)
        const wanted = labelled(dataset, options).map(({ entry, label }) => ({
          coordinates: label.points.map((point) =>
            isInside(point, entry.item.image)
              ? pixelOf(point, entry.item.image)
              : { x: Math.floor(point.x), y: Math.floor(point.y) },
          ),
        }))
        expect(files.map(({ text }) => JSON.parse(text) as unknown)).toEqual(wanted)
        expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length)
        const changed = labelled(dataset, options)
          .flatMap(({ label }) => label.points)
          .filter((point, index) => {
            const pixel = wanted.flatMap(({ coordinates }) => coordinates)[index]
            return pixel?.x !== point.x || pixel.y !== point.y
          })
        expect(count(imageCoordinates.report(dataset, options), 'changed', 'point')).toBe(changed.length)
      }),
      { numRuns: 60 },
    )
  })

  test('reads one file an image, and one map for many', () => {
    const { found, problems } = imageCoordinates.read([
      { path: 'labels/photo.json', text: '\ufeff{"coordinates":[{"x":120,"y":45},{"x":"no"},[1,2]]}' },
      { path: 'map.json', text: '{"a.png":{"coordinates":[]},"b.png":{"points":[]}}' },
      { path: 'cut.json', text: '{"coordinates":\n[{' },
    ])
    expect(found).toEqual([
      {
        name: 'photo',
        points: [
          { x: 120, y: 45, label: '' },
          { x: 1, y: 2, label: '' },
        ],
      },
      { name: 'a.png', points: [] },
    ])
    expect(problems).toEqual([
      { file: 'labels/photo.json', reason: 'Point 2 of "photo" is not a point.' },
      { file: 'map.json', reason: '"b.png" has no list named "coordinates".' },
      { file: 'cut.json', line: 2, reason: expect.stringContaining('This is not JSON') as string },
    ])
  })
})

describe('CSV', () => {
  test('reads back what it holds', () => {
    fc.assert(
      fc.property(anyDataset, eachOption, (dataset, options) => {
        const wanted = labelled(dataset, options).map(({ entry, label }) => ({
          name: entry.item.name.toWellFormed(),
          sha256: entry.item.image.hash,
          size: { width: 400, height: 300 },
          instruction: entry.item.instruction.toWellFormed(),
          ...(label.of && { solver: label.of.solver }),
          points: label.points.map(({ x, y, label: text, targetId, correction }) => {
            const id = correction && 'targetId' in correction ? correction.targetId : targetId
            return { x, y, label: text.toWellFormed(), ...(id !== undefined && { id }) }
          }),
        }))
        expect(readBack(csv, dataset, options)).toEqual(wanted)
      }),
    )
  })

  test('no text cell can be taken for a formula, and numbers are not touched', () => {
    const [file] = written(csv, richDataset, truth)
    expect(file?.text).toContain(`,"'=sum ""A""",404.5,-3.2,`)
    expect(file?.text).toContain(",'-1 is a number,")
  })

  test('bad rows are named by line, good ones arrive', () => {
    const text = [
      'image,x,y,label',
      'a.png,1,2,car',
      'a.png,1',
      '"b',
      'c.png",3,4,"two',
      'lines"',
      'd.png,NaN,4,',
      'e.png,,,',
      'f.png,1e999,1,',
      'g.png,"5"x,6,',
      'h.png,7,8,last',
    ].join('\n')
    const { found, problems } = csv.read([{ path: 'p.csv', text }])
    expect(found.map(({ name, points }) => [name, points])).toEqual([
      ['a.png', [{ x: 1, y: 2, label: 'car' }]],
      ['b\nc.png', [{ x: 3, y: 4, label: 'two\nlines' }]],
      ['e.png', []],
      ['h.png', [{ x: 7, y: 8, label: 'last' }]],
    ])
    expect(problems.map(({ file, line }) => [file, line])).toEqual([
      ['p.csv', 3],
      ['p.csv', 7],
      ['p.csv', 9],
      ['p.csv', 10],
    ])
  })

  test('a quote that is never closed costs what is behind it, and says so', () => {
    const { found, problems } = csv.read([{ path: 'p.csv', text: 'image,x,y\na.png,1,2\n"b.png,3,4\n' }])
    expect(found.map(({ name }) => name)).toEqual(['a.png'])
    expect(problems).toEqual([
      { file: 'p.csv', line: 3, reason: expect.stringContaining('Quote Not Closed') as string },
    ])
  })

  test('a file without the columns is refused, an empty one too', () => {
    expect(csv.read([{ path: 'p.csv', text: 'a,b\n1,2\n' }]).problems[0]?.reason).toContain('image, x, y')
    expect(csv.read([{ path: 'p.csv', text: '' }]).problems).toHaveLength(1)
  })
})

describe('COCO', () => {
  test('reads back what it holds: every point, every image', () => {
    fc.assert(
      fc.property(anyDataset, eachOption, (dataset, options) => {
        const wanted = dataset.map((entry) => ({
          name: entry.item.name,
          sha256: entry.item.image.hash,
          size: { width: 400, height: 300 },
          instruction: entry.item.instruction,
          points: (labelOf(entry, options.points)?.points ?? []).map(({ x, y, label }) => ({
            x,
            y,
            label: label === 'point' ? '' : label,
          })),
        }))
        expect(readBack(coco, dataset, options)).toEqual(wanted)
      }),
    )
  })

  test('every annotation has a box and an area that is not 0', () => {
    const [file] = written(coco, richDataset, { ...truth, boxRadius: 0.5 })
    const { annotations } = JSON.parse(file?.text ?? '') as {
      annotations: { bbox: number[]; area: number; id: number }[]
    }
    expect(annotations).toHaveLength(7)
    expect(annotations[0]).toMatchObject({ id: 1, bbox: [120, 44.75, 1, 1], area: 1 })
    expect(annotations.every(({ area }) => area === 1)).toBe(true)
  })

  test('ids that lead nowhere are named, the rest arrives', () => {
    const text = JSON.stringify({
      images: [
        { id: 1, file_name: 'a.png', width: 4, height: 4 },
        { id: 1, file_name: 'b.png', width: 4, height: 4 },
        { id: 2 },
      ],
      categories: [{ id: 7, name: 'car' }],
      annotations: [
        { id: 1, image_id: 1, category_id: 7, keypoints: [1, 2, 2] },
        { id: 2, image_id: 9, category_id: 7, keypoints: [1, 2, 2] },
        { id: 3, image_id: 1, category_id: 8, keypoints: [1, 2, 2] },
        { id: 4, image_id: 1, category_id: 7, keypoints: [1, 2, 2, 3, 4, 2] },
        { id: 5, image_id: 1, category_id: 7, keypoints: [0, 0, 0] },
      ],
    })
    const { found, problems } = coco.read([{ path: 'c.json', text }])
    expect(found).toEqual([{ name: 'a.png', size: { width: 4, height: 4 }, points: [{ x: 1, y: 2, label: 'car' }] }])
    expect(problems.map(({ reason }) => reason.split('\n')[0])).toEqual([
      'images: the id 1 is there twice.',
      expect.stringContaining('images 3'),
      'Annotation 2: there is no image 9.',
      'Annotation 3: there is no category 8.',
      'Annotation 4 does not hold exactly one marked keypoint.',
      'Annotation 5 does not hold exactly one marked keypoint.',
    ])
    expect(coco.read([{ path: 'c.json', text: '[]' }]).problems).toHaveLength(1)
  })
})
