import { z } from 'zod'

/** How far the review of an item is. `reviewed` with no targets is verified-empty, a first-class answer. */
export const ReviewState = z.enum(['unreviewed', 'reviewed', 'flagged'])
export type ReviewState = z.infer<typeof ReviewState>

/** SHA-256 of an image's original bytes, lower-case hex: the only name by which images are reached. */
export const ImageHash = z.string().regex(/^[0-9a-f]{64}$/)
export type ImageHash = z.infer<typeof ImageHash>

export const ImageFormat = z.enum(['jpeg', 'png', 'webp', 'gif'])
export type ImageFormat = z.infer<typeof ImageFormat>

/** An image of the project. Width and height are those of the EXIF-upright, full-size frame in which all points live. */
export const Image = z
  .object({
    hash: ImageHash,
    /** File name as it was found, for people; never used as a path. */
    name: z.string(),
    bytes: z.number().int().nonnegative(),
    format: ImageFormat,
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    /** EXIF orientation 1–8 of the original bytes, already applied in width, height and every served copy. */
    orientation: z.number().int().min(1).max(8),
    /** Frames in the original; only the first is used. */
    frames: z.number().int().positive(),
  })
  .readonly()
export type Image = z.infer<typeof Image>

/** One image with one instruction: what is reviewed. */
export const Item = z
  .object({
    id: z.string(),
    image: Image,
    /** Folder-relative path or file name under which the image came in, for people. */
    name: z.string(),
    instruction: z.string(),
    state: ReviewState,
    /** Number of the newest revision of the truth; 0 where none was saved yet. */
    revision: z.number().int().nonnegative(),
    /** Milliseconds since 1970, UTC. */
    addedAt: z.number().int(),
  })
  .readonly()
export type Item = z.infer<typeof Item>
