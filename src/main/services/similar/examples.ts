import { ContractError } from '../../../contract/rpc.ts'
import type { SimilarExample } from '../../../contract/similar-methods.ts'
import type { Item } from '../../../core/item.ts'
import type { SearchFailed } from './search-pool.ts'

/** A shorter side shows too little, pixels. */
const SMALLEST_SIDE = 8
/** An example on the searched image itself may cover this part of it: beyond, there is no room for another. */
const LARGEST_PART = 0.5
/** Boxes that were rounded may stand out by this much, pixels. */
const SLACK = 0.5

const bad = (what: string, remedy: string): ContractError => new ContractError('bad-example', `${what} ${remedy}`)

const named = (at: number, count: number): string => (count === 1 ? 'The example' : `Example ${at + 1}`)

/** Throws `bad-example` for the first box that lies outside its image, or is too small or too large to be looked for. */
export function checkExamples(
  searched: Item,
  examples: readonly { readonly item: Item; readonly box: SimilarExample['box'] }[],
): void {
  examples.forEach(({ item, box }, at) => {
    const who = named(at, examples.length)
    const { width, height } = item.image
    if (box.x < -SLACK || box.y < -SLACK || box.x + box.width > width + SLACK || box.y + box.height > height + SLACK)
      throw bad(`${who} lies partly outside ${item.image.name}.`, 'Draw its box within the image.')
    if (Math.min(box.width, box.height) < SMALLEST_SIDE)
      throw bad(
        `${who} is ${Math.round(box.width)} × ${Math.round(box.height)} px.`,
        `Draw a box of at least ${SMALLEST_SIDE} × ${SMALLEST_SIDE} px.`,
      )
    if (box.width * box.height > LARGEST_PART * searched.image.width * searched.image.height)
      throw bad(
        `${who} covers more than half of ${searched.image.name}.`,
        'Draw a box round a single thing, so that there is room for others.',
      )
  })
}

type SearchFault = SearchFailed['fault']

const causes: Record<SearchFault, (who: string) => { readonly code: string; readonly message: string }> = {
  even: (who) => ({
    code: 'bad-example',
    message: `${who} is one even area: it looks like any other. Draw the box wider, so that it holds an edge or a pattern.`,
  }),
  small: (who) => ({
    code: 'bad-example',
    message: `${who} is too small for so large an image, which is searched at a reduced size. Draw a box round a larger thing.`,
  }),
  cancelled: () => ({
    code: 'cancelled',
    message: 'This search was given up by a person, or for a newer one.',
  }),
  stopped: () => ({
    code: 'stopped',
    message:
      'The search broke off, perhaps for lack of memory. Search again; if it breaks off again, close other programs first.',
  }),
}

/** Words for people about a search that gave nothing. `count` is how many examples it had. */
export function failureWords(failure: SearchFailed, count: number): ContractError {
  const { code, message } = causes[failure.fault](named(failure.example, count))
  return new ContractError(code, message, { cause: failure })
}
