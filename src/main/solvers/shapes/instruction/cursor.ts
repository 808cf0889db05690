import { CannotRead } from '../cannot-read.ts'
import type { Word } from './words.ts'
import { wordOf } from './words.ts'

/** A word of the instruction, or a comma (whose meaning is plain). */
interface Token {
  readonly text: string
  readonly word: Word
}

/** Joins what is one word to the reader ("left-most", "non-red") and drops marks without meaning. */
function tokensOf(instruction: string): Token[] {
  const text = instruction
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\b(left|right|top|bottom|upper|lower)[- ]most\b/g, '$1most')
    .replace(/(\p{L})['’](\p{L})/gu, '$1 $2')
  const pieces = text.match(/[\p{L}\p{N}]+|[,/&]/gu) ?? []
  return pieces.map((piece) => {
    if (piece === '/') return { text: 'or', word: { kind: 'plain' } }
    if (piece === '&') return { text: 'and', word: { kind: 'plain' } }
    const word = piece === ',' ? { kind: 'plain' as const } : wordOf(piece)
    if (word === undefined) throw new CannotRead(`Cannot read the word “${piece}” in “${instruction.trim()}”.`)
    return { text: piece, word }
  })
}

/** A place in the words of an instruction. Throws CannotRead, with the word, where one is not known. */
export class Cursor {
  readonly #instruction: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(instruction: string) {
    this.#instruction = instruction.trim()
    this.#tokens = tokensOf(instruction)
  }

  get ended(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** The word `ahead` words further on, without reading it. */
  peek(ahead = 0): Word | undefined {
    return this.#tokens[this.#at + ahead]?.word
  }

  /** Whether the next words are these. */
  isAt(words: string, ahead = 0): boolean {
    return words.split(' ').every((text, index) => this.#tokens[this.#at + ahead + index]?.text === text)
  }

  /** Reads the first of these that comes next (a text may be several words); undefined where none does. */
  accept(...texts: readonly string[]): string | undefined {
    const found = texts.find((text) => this.isAt(text))
    if (found !== undefined) this.#at += found.split(' ').length
    return found
  }

  /** Reads the next word where it is of this kind. */
  take<Kind extends Word['kind']>(kind: Kind): Extract<Word, { kind: Kind }> | undefined {
    const word = this.peek()
    if (word?.kind !== kind) return undefined
    this.#at += 1
    return word as Extract<Word, { kind: Kind }>
  }

  /** Runs `read`; where it gives undefined, nothing was read. */
  attempt<Value>(read: () => Value | undefined): Value | undefined {
    const start = this.#at
    const value = read()
    if (value === undefined) this.#at = start
    return value
  }

  /** The error for a sentence whose words are known but whose order is not. */
  stuck(): CannotRead {
    const rest = this.#tokens.slice(this.#at).map((token) => token.text)
    const where = rest.length === 0 ? 'the end' : `“${rest.join(' ')}”`
    return new CannotRead(`Cannot read ${where} of “${this.#instruction}”.`)
  }

  /** The error for a sentence that could mean two things. */
  unclear(advice: string): CannotRead {
    return new CannotRead(`“${this.#instruction}” can mean two things: ${advice}.`)
  }
}
