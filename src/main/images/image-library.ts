import type { Image } from '../../core/item.ts'

/** A picture as it may leave the project: upright, sRGB, without metadata. */
export interface Picture {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly width: number
  readonly height: number
}

/** What a service takes. Bytes count before base64. */
export interface PictureLimits {
  readonly maxBytes?: number
  /** Longest side, pixels. */
  readonly maxSide?: number
}

/** The images of a project: bytes in, upright copies out. Reached by hash only. */
export interface ImageLibrary {
  /** Checks, hashes and keeps an image. Throws ImageRefused with reason and remedy for what cannot be taken. */
  add(
    bytes: Uint8Array,
    name: string,
  ): Promise<{ readonly image: Image; readonly existed: boolean; readonly note?: string }>
  /** 256 px, or undefined where the image is unknown. */
  thumbnail(hash: string): Promise<Picture | undefined>
  /** Full-size upright sRGB copy, or undefined where the image is unknown. */
  upright(hash: string): Promise<Picture | undefined>
  /** What is sent to a solver: the upright copy, scaled to fit; recorded so that it is recognised when it comes back. */
  forSolver(hash: string, limits: PictureLimits): Promise<Picture>
  close(): Promise<void>
}
