/** Raw sRGB pixels, three bytes a pixel, row by row from the top left. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A pixel position; origin at the top-left corner of the picture, x right, y down, the centre of the first pixel at (0.5, 0.5). */
export interface Position {
  readonly x: number
  readonly y: number
}
