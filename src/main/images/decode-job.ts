import type { Size } from '../../core/geometry.ts'
import type { ImageFormat } from '../../core/item.ts'

/** A picture as a decoder child makes it: upright, sRGB, 8 bits, without metadata. Sizes in pixels. */
export interface Encoded {
  readonly bytes: Uint8Array
  readonly format: 'jpeg' | 'png'
  readonly width: number
  readonly height: number
}

/** What an image turned out to be after all of it was decoded. */
export interface Inspected {
  /** Size of the upright frame, pixels. */
  readonly width: number
  readonly height: number
  readonly orientation: number
  readonly frames: number
  readonly thumbnail: Encoded
}

/** What a decoder child can be asked: each kind with what it takes and what it answers. */
export interface DecodeKinds {
  /** Decodes the whole picture, so that a damaged one is found, and makes the thumbnail in passing. */
  inspect: { takes: { readonly bytes: Uint8Array; readonly format: ImageFormat }; gives: Inspected }
  thumbnail: { takes: { readonly bytes: Uint8Array }; gives: Encoded }
  upright: { takes: { readonly bytes: Uint8Array }; gives: Encoded }
  /** The upright picture within a longest side (pixels), or of exactly a size, and within a number of bytes. */
  scaled: {
    takes: {
      readonly bytes: Uint8Array
      readonly size?: Size
      readonly maxSide?: number
      readonly maxBytes?: number
    }
    gives: Encoded
  }
  /** Answers an instruction about plain shapes; points in the upright frame, pixels. */
  shapes: {
    takes: { readonly bytes: Uint8Array; readonly instruction: string }
    gives: { readonly points: readonly { readonly x: number; readonly y: number }[] }
  }
}

export type DecodeKind = keyof DecodeKinds
export type DecodeJob<K extends DecodeKind = DecodeKind> = {
  [Kind in K]: { readonly kind: Kind } & DecodeKinds[Kind]['takes']
}[K]

/** Parent to child. */
export interface DecodeRequest {
  readonly id: number
  readonly job: DecodeJob
  /** A child that finds itself using more than this, bytes, ends itself. */
  readonly memoryLimit: number
}

/** Why a child did not do a job: the picture, or an instruction that cannot be read. */
export type DecodeFailure =
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'cannot-read'; readonly message: string }

/** Child to parent. `rss` is the memory of the child in bytes, so that the parent can replace it in time. */
export type DecodeReply = { readonly id: number; readonly rss: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: DecodeFailure }
)

/** Exit code of a child that found itself using too much memory. */
export const OUT_OF_MEMORY_EXIT = 77
