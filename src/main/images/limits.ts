/** What is taken as an image; `security.md`, "Limits to write down". */
export const MAX_FILE_BYTES = 64 * 1024 * 1024
/** 16,383², the limit of the decoder itself. */
export const MAX_PIXELS = 268_402_689
export const MAX_SIDE = 32_768

/** Longest side of a thumbnail, pixels. */
export const THUMBNAIL_SIDE = 256
/** Longest side at which shapes are looked for, pixels. */
export const SHAPES_SIDE = 2_048
