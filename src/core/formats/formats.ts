import { coco } from './coco.ts'
import { csv } from './csv.ts'
import type { FormatId, LabelFormat } from './format.ts'
import { imageCoordinates } from './image-coordinates.ts'
import { jsonLines } from './json-lines.ts'

const byId: Readonly<Record<FormatId, LabelFormat>> = {
  'image-coordinates': imageCoordinates,
  jsonl: jsonLines,
  csv,
  coco,
}

/** All label formats, in the order in which they are offered. */
export const formats: readonly LabelFormat[] = Object.values(byId)

/** The format of an id. */
export const formatOf = (id: FormatId): LabelFormat => byId[id]
