import type { ExportRequest } from '../../../contract/payloads.ts'
import { createNamer } from '../../../core/formats/file-names.ts'
import type { ExportItem, LabelFormat, LossLine, WriteOptions } from '../../../core/formats/format.ts'
import { formatOf } from '../../../core/formats/formats.ts'
import { labelOf } from '../../../core/formats/label.ts'
import type { Image } from '../../../core/item.ts'

/** What an export will write, settled before the first byte. Paths are relative to the export. */
export interface ExportPlan {
  readonly dataset: readonly ExportItem[]
  /** Items of the dataset that will be in the files. */
  readonly items: number
  readonly format: LabelFormat
  readonly options: WriteOptions
  readonly report: readonly LossLine[]
  /** Copies of originals, one an image. */
  readonly copies: readonly { readonly path: string; readonly image: Image }[]
  readonly overlays: readonly { readonly path: string; readonly entry: ExportItem }[]
  /** Whether the files go into a folder with others: without a list of sums then. */
  readonly amongOthers: boolean
}

/** Plans an export of these items. */
export function planExport(request: ExportRequest, dataset: readonly ExportItem[]): ExportPlan {
  const format = formatOf(request.format)
  const copyName = createNamer()
  const copies = new Map<string, { path: string; image: Image }>()
  if (request.images === 'copy')
    for (const { item } of dataset) {
      const { hash, name, format: kind } = item.image
      if (copies.has(hash)) continue
      copies.set(hash, { path: `images/${copyName(name, kind === 'jpeg' ? 'jpg' : kind)}`, image: item.image })
    }
  const overlayName = createNamer()
  const options: WriteOptions = {
    points: request.points,
    boxRadius: request.boxRadius,
    imagePath: (hash) => copies.get(hash)?.path,
  }
  return {
    amongOthers: request.amongOthers,
    dataset,
    items: format.holdsUnlabelled
      ? dataset.length
      : dataset.filter((entry) => labelOf(entry, request.points) !== undefined).length,
    format,
    options,
    report: format.report(dataset, options),
    copies: [...copies.values()],
    overlays: request.overlays
      ? dataset.map((entry) => ({ path: `overlays/${overlayName(entry.item.name, 'png')}`, entry }))
      : [],
  }
}

/** Label files that will be written; counting them writes nothing. */
export function countLabelFiles({ format, dataset, options }: ExportPlan): number {
  let count = 0
  for (const _file of format.write(dataset, options)) count += 1
  return count
}
