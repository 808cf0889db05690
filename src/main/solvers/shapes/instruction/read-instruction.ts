import { CannotRead } from '../cannot-read.ts'
import { Cursor } from './cursor.ts'
import { readWanted } from './read-wanted.ts'
import type { Request, Wanted } from './request.ts'

const POLITE = [
  'please',
  'kindly',
  'now',
  'just',
  'simply',
  'can',
  'could',
  'would',
  'will',
  'should',
  'must',
  'you',
  'we',
  'i',
]
const WISHES = ['want', 'need', 'like', 'to', 'me']
const VERBS = 'click tap select mark find touch point choose pick press locate show highlight identify'.split(' ')
const JOINS = ['and then', ', and', ', then', 'and also', 'and', 'or', 'then', ',']

/**
 * Reads what an English instruction asks for. The grammar, in any case and with marks ignored but for commas:
 *
 *     instruction = [polite] [verb ["on"]] part {("and" | "or" | "then" | ",") [polite] [verb ["on"]] part} [polite]
 *     part        = ["the centre of"] {modifier} [noun] {trailing} [exception]
 *     modifier    = "all" | "every" | "each" | "the" | "a" | "any" | number | ordinal | "last" | "largest" | "leftmost" | …
 *                 | "large" | "small" | colours | ("not" | "non") colours
 *     colours     = ["light" | "dark"] colour {("or" | "and" | ",") colour}
 *     noun        = form {("or" | "and" | ",") form} | "shape" | "object" | "everything" | "ones" | …
 *     trailing    = "from the" side | ["that" | "which"] ["is" | "are"] ["not"] (colours | forms) | "in the" side "half"
 *     exception   = ("except" | "other than" | "but" | …) part {("and" | ",") part}
 *
 * Every word must be read: throws CannotRead that names the word that is not known or the part that makes no sentence.
 */
export function readInstruction(instruction: string): Request {
  const cursor = new Cursor(instruction)
  if (cursor.ended) throw new CannotRead('The instruction is empty.')
  const wanted: Wanted[] = []
  let objects = 0
  do {
    skipOpening(cursor)
    cursor.attempt(() => {
      cursor.accept('the')
      const centre = cursor.accept('centre', 'center', 'middle')
      return centre === undefined ? undefined : cursor.accept('of')
    })
    const part = readWanted(cursor)
    if (!part) throw cursor.stuck()
    wanted.push(part.wanted)
    if (part.theObject) objects += 1
    if (cursor.accept('please', ', please') !== undefined) break
  } while (cursor.accept(...JOINS) !== undefined)
  if (!cursor.ended) throw cursor.stuck()
  if (objects === 0) return { kind: 'shapes', wanted }
  if (wanted.length > 1)
    throw new CannotRead('“The object” stands for all there is to see; it cannot be one of several things.')
  return { kind: 'object' }
}

function skipOpening(cursor: Cursor): void {
  while (cursor.accept(...POLITE, ...WISHES, ',') !== undefined) continue
  if (cursor.accept(...VERBS) === undefined) return
  cursor.accept('me')
  cursor.accept('out')
  cursor.accept('on', 'at', 'to')
}
