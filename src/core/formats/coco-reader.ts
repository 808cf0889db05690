import { z } from 'zod'
import type { LabelledImage, ReadProblem, ReadResult } from './format.ts'
import { isRecord, parseJson } from './json-text.ts'

const Id = z.number().int()
const CocoImage = z.object({
  id: Id,
  file_name: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  sha256: z.string().optional(),
  instruction: z.string().optional(),
})
const CocoCategory = z.object({ id: Id, name: z.string() })
const CocoAnnotation = z.object({ id: Id, image_id: Id, category_id: Id, keypoints: z.array(z.number()).min(3) })

/** The category of points without a label: COCO needs one. */
export const UNLABELLED = 'point'

type Mutable = Omit<LabelledImage, 'points'> & { readonly points: LabelledImage['points'][number][] }

/** The valid members of a list of the file, by id; the others are reported. */
function* validated<T extends { id: number }>(
  file: string,
  whole: Record<string, unknown>,
  field: string,
  schema: z.ZodType<T>,
  problems: ReadProblem[],
): Iterable<T> {
  const values = whole[field]
  if (!Array.isArray(values)) {
    problems.push({ file, reason: `There is no list named "${field}".` })
    return
  }
  const seen = new Set<number>()
  for (const [index, value] of values.entries()) {
    const checked = schema.safeParse(value)
    if (!checked.success) problems.push({ file, reason: `${field} ${index + 1}: ${z.prettifyError(checked.error)}` })
    else if (seen.has(checked.data.id))
      problems.push({ file, reason: `${field}: the id ${checked.data.id} is there twice.` })
    else {
      seen.add(checked.data.id)
      yield checked.data
    }
  }
}

function readFile(file: string, text: string, problems: ReadProblem[]): LabelledImage[] {
  const parsed = parseJson(file, text)
  if (!parsed.ok || !isRecord(parsed.value)) {
    problems.push(parsed.ok ? { file, reason: 'The file does not hold an object.' } : parsed.problem)
    return []
  }
  const whole = parsed.value
  const images = new Map<number, Mutable>()
  for (const { id, file_name: name, width, height, sha256, instruction } of validated(
    file,
    whole,
    'images',
    CocoImage,
    problems,
  ))
    images.set(id, { name, sha256, instruction, size: { width, height }, points: [] })
  const categories = new Map<number, string>()
  for (const { id, name } of validated(file, whole, 'categories', CocoCategory, problems)) categories.set(id, name)

  for (const { id, image_id: imageId, category_id: categoryId, keypoints } of validated(
    file,
    whole,
    'annotations',
    CocoAnnotation,
    problems,
  )) {
    const image = images.get(imageId)
    const category = categories.get(categoryId)
    const [x, y, visibility] = keypoints
    if (!image) problems.push({ file, reason: `Annotation ${id}: there is no image ${imageId}.` })
    else if (category === undefined)
      problems.push({ file, reason: `Annotation ${id}: there is no category ${categoryId}.` })
    else if (x === undefined || y === undefined || keypoints.length !== 3 || visibility === 0)
      problems.push({ file, reason: `Annotation ${id} does not hold exactly one marked keypoint.` })
    else image.points.push({ x, y, label: category === UNLABELLED ? '' : category })
  }
  return [...images.values()]
}

/** Reads COCO keypoint files whose annotations are single points. Ids that lead nowhere are reported by annotation. */
export function readCoco(files: Iterable<{ readonly path: string; readonly text: string }>): ReadResult<LabelledImage> {
  const problems: ReadProblem[] = []
  const found = Array.from(files).flatMap(({ path, text }) => readFile(path, text, problems))
  return { found, problems }
}
