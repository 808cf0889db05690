/** A click point in pixels of the image that was sent, origin top-left, x right, y down. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The picture has no answer from here, with words for the asker: what cannot be read, and what can. */
export class Unsolvable extends Error {
  override readonly name = 'Unsolvable'
}

/** Answers "where?" for one picture. Throws Unsolvable. */
export type Answerer = (request: {
  readonly image: Uint8Array
  readonly instruction: string
}) => Promise<readonly Point[]>
