import type { Answer } from '../answer.ts'
import type { Correction } from '../correction.ts'
import type { Size } from '../geometry.ts'
import type { Item, ReviewState } from '../item.ts'
import type { Targets } from '../truth.ts'

/** Names a format, in the contract and in stored exports. */
export type FormatId = 'image-coordinates' | 'jsonl' | 'csv' | 'coco'

/** An answer with what else is known of it. */
export interface ExportAnswer {
  readonly answer: Answer
  /** The solver's name. */
  readonly solver: string
  /** The reply byte for byte. */
  readonly raw: string
  /** How its points fared; empty where the item is not reviewed. */
  readonly corrections: readonly Correction[]
}

/** One item with all that an export may hold of it. */
export interface ExportItem {
  readonly item: Item
  readonly targets: Targets
  /** Oldest first. */
  readonly answers: readonly ExportAnswer[]
  /** Who decided, and when (milliseconds since 1970, UTC); unknown where no revision was saved. */
  readonly review: { readonly state: ReviewState; readonly by?: string | undefined; readonly at?: number | undefined }
}

/** What is exported, in a fixed order. Formats walk it more than once, and it must give the same each time. */
export type Dataset = Iterable<ExportItem>

export interface WriteOptions {
  /** Whose points are written as the label: the truth, or a solver's newest answer. */
  readonly points: { readonly of: 'truth' } | { readonly of: 'solver'; readonly solverId: string }
  /** Half side of the box round a point where a format needs one, pixels. */
  readonly boxRadius: number
  /** Path inside the export of an image's copy; undefined where images are not copied. */
  readonly imagePath?: ((hash: string) => string | undefined) | undefined
}

/** A file that a format writes. `path` is relative, with `/`; the text is UTF-8. */
interface TextFile {
  readonly path: string
  readonly chunks: Iterable<string>
}

/** One line of the loss report: how many of what were kept, changed or lost. */
export interface LossLine {
  readonly kind: 'kept' | 'changed' | 'lost'
  readonly count: number
  readonly what: string
}

/** Something in a file that could not be read. `line` counts from 1. */
export interface ReadProblem {
  readonly file: string
  readonly line?: number | undefined
  readonly reason: string
}

/** What a reader found: all that is good, and what is not. */
export interface ReadResult<T> {
  readonly found: readonly T[]
  readonly problems: readonly ReadProblem[]
}

/** An image with points, as far as a format that is not ours can say it. Image frame, pixels. */
export interface LabelledImage {
  /** The image's name or path as the file has it: a name to match, never a path to open. */
  readonly name: string
  readonly sha256?: string | undefined
  readonly size?: Size | undefined
  readonly instruction?: string | undefined
  /** Name of the solver whose points these are; absent for the truth. */
  readonly solver?: string | undefined
  readonly points: readonly { readonly x: number; readonly y: number; readonly label: string; readonly id?: string }[]
}

type Holds = Readonly<
  Record<'points' | 'labels' | 'instruction' | 'verdicts' | 'empty' | 'answers', 'yes' | 'partly' | 'no'>
>

/** A label format: one file of this folder, one row of the table. The same dataset always gives the same bytes. */
export interface LabelFormat<T = unknown> {
  readonly id: FormatId
  readonly title: string
  /** Of the files, without a dot. */
  readonly extension: string
  /** Whether items without a label stay in the file; where not, they are left out and reported. */
  readonly holdsUnlabelled: boolean
  readonly holds: Holds
  write(dataset: Dataset, options: WriteOptions): Iterable<TextFile>
  /** What `write` will keep, change and lose; every count is exact. */
  report(dataset: Dataset, options: WriteOptions): LossLine[]
  read(files: Iterable<{ readonly path: string; readonly text: string }>): ReadResult<T>
}
