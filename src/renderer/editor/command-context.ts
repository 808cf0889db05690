import type { ImagePoint } from '../../core/geometry.ts'
import type { Editor } from './editor.ts'

export type ViewId = 'review' | 'solve' | 'datasets' | 'solvers' | 'settings'

/** What commands ask of the picture on screen. */
export interface CanvasControl {
  zoomIn(): void
  zoomOut(): void
  /** Shows the whole image. */
  fit(): void
  /** One image pixel on one CSS pixel. */
  actualSize(): void
  /** Brings a point of the image to the middle, near enough to judge its pixel. */
  zoomTo(point: ImagePoint): void
  /** Brings a point of the image into view if it is not. */
  reveal(point: ImagePoint): void
  /** The point of the image in the middle of the viewport, or nothing while no image is shown. */
  centre(): ImagePoint | undefined
  /** CSS pixels per image pixel. */
  scale(): number
}

/** An answer of the open item as commands see it. */
export interface AnswerChoice {
  /** The solver's position, from 0: key 1 is slot 0. */
  readonly slot: number
  readonly shown: boolean
}

/** What the commands act on. The views implement it; a command knows nothing else. */
export interface CommandContext {
  readonly editor: Editor
  readonly canvas: CanvasControl
  readonly view: ViewId
  /** Set where the project can only be read. */
  readonly readOnly: boolean
  /** Whether the picture of the open item cannot be shown: nothing may be placed on what nobody sees. */
  readonly isUnreadable: boolean
  readonly answers: readonly AnswerChoice[]
  /** Labels to cycle through, in order. */
  readonly labels: readonly string[]
  /** Whether the open item can be sent now: an instruction, and a solver that is on. */
  readonly canSend: boolean
  /** Whether there is something to accept: targets, or an answer to take. */
  readonly canAccept: boolean

  send(): void
  /** Makes the item reviewed as it is shown. */
  accept(): void
  acceptAndNext(): void
  next(): void
  previous(): void
  nextUnreviewed(): void
  useAnswer(slot: number): void
  toggleAnswer(slot: number): void
  toggleAnswers(): void
  focusSearch(): void
  /** Brings the keyboard to the label of the selected target in the table. */
  focusLabel(): void
  /** Brings the keyboard to the next part of the window, or the one before. */
  focusPane(direction: 'next' | 'previous'): void
  openPalette(): void
  openShortcuts(): void
  openImages(from: 'files' | 'folder'): void
  openExport(): void
  show(view: ViewId): void
}
