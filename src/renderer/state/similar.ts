import { create } from 'zustand'
import { ContractError } from '../../contract/rpc.ts'
import type { ImagePoint, Size } from '../../core/geometry.ts'
import { client } from '../host.ts'
import { editor } from './editor.ts'
import { useItem } from './item.ts'
import type { Box, FoundMatch } from './matches.ts'
import { counted, withoutKnown } from './matches.ts'

/** A box that was marked, with what is needed to show it anywhere. */
export interface Example {
  readonly key: string
  readonly itemId: string
  readonly itemName: string
  readonly imageHash: string
  readonly imageSize: Size
  readonly box: Box
}

/** How the search of one item stands. */
export type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly itemId: string; readonly since: number }
  | { readonly kind: 'failed'; readonly itemId: string; readonly reason: string }
  | {
      readonly kind: 'done'
      readonly itemId: string
      readonly found: readonly FoundMatch[]
      readonly tookMs: number
      /** The size at which the image was searched, by its own. */
      readonly searchedAt: number
    }

interface SimilarState {
  readonly examples: readonly Example[]
  readonly search: Search
  /** Matches below this do not count, 0 to 1. */
  readonly threshold: number
  /** Side of a box that is put round a target, image pixels. */
  readonly boxSize: number
}

/** As many as one search takes. */
export const MOST_EXAMPLES = 10
/** Below this the search gives nothing. */
export const LEAST_THRESHOLD = 0.3

/** What was marked, what was found, and what of it counts. Examples stay while other items are opened. */
export const useSimilar = create<SimilarState>(() => ({
  examples: [],
  search: { kind: 'none' },
  threshold: 0.8,
  boxSize: 48,
}))

const { getState, setState } = useSimilar

/** Looks for the examples on the open item. A search that still runs there is given up. */
export async function searchHere(): Promise<void> {
  const { id: itemId } = useItem.getState()
  const { examples, search } = getState()
  if (itemId === undefined || examples.length === 0) return
  if (search.kind === 'running' && search.itemId !== itemId) void client['similar.cancel']({ itemId: search.itemId })
  const mine: Search = { kind: 'running', itemId, since: performance.now() }
  setState({ search: mine })
  const end = (outcome: Search): void => {
    // Another search may have begun meanwhile.
    if (getState().search === mine) setState({ search: outcome })
  }
  try {
    const { points, tookMs, searchedAt } = await client['similar.find']({
      itemId,
      examples: examples.map((example) => ({ itemId: example.itemId, box: example.box })),
    })
    const found = points.flatMap((point) => (point.box ? [{ ...point, box: point.box }] : []))
    end({ kind: 'done', itemId, found, tookMs, searchedAt })
  } catch (error) {
    if (error instanceof ContractError && error.code === 'cancelled') return end({ kind: 'none' })
    end({ kind: 'failed', itemId, reason: error instanceof Error ? error.message : String(error) })
  }
}

/** Gives the running search up. */
export async function cancelSearch(): Promise<void> {
  const { search } = getState()
  if (search.kind === 'running') await client['similar.cancel']({ itemId: search.itemId })
}

function add(boxes: readonly Box[]): void {
  const item = useItem.getState().detail?.item
  if (!item || item.id !== useItem.getState().id) return
  const { width, height } = item.image
  const made = boxes
    .map((box) => clipped(box, { width, height }))
    .filter((box) => box.width >= 1 && box.height >= 1)
    .map((box): Example => ({
      key: crypto.randomUUID(),
      itemId: item.id,
      itemName: item.name,
      imageHash: item.image.hash,
      imageSize: { width, height },
      box,
    }))
  if (made.length === 0) return
  setState(({ examples }) => ({ examples: [...examples, ...made].slice(0, MOST_EXAMPLES) }))
  void searchHere()
}

function clipped({ x, y, width, height }: Box, size: Size): Box {
  const [left, top] = [Math.max(0, x), Math.max(0, y)]
  return {
    x: left,
    y: top,
    width: Math.min(size.width, x + width) - left,
    height: Math.min(size.height, y + height) - top,
  }
}

/** Marks what lies between two corners on the open item, and searches. */
export function markExample(from: ImagePoint, to: ImagePoint): void {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
  add([{ x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) }])
}

/** Marks the selected targets, or else what is under the cross-hair: their box regions, or boxes of the chosen size. */
export function markSelected(): void {
  const { document, crosshair } = editor.getState()
  const { boxSize } = getState()
  const around = ({ x, y }: ImagePoint): Box => ({
    x: x - boxSize / 2,
    y: y - boxSize / 2,
    width: boxSize,
    height: boxSize,
  })
  const chosen = document.decision.targets.filter(({ id }) => document.selection.has(id))
  add(
    chosen.length > 0
      ? chosen.map((target) => (target.region?.kind === 'box' ? target.region : around(target)))
      : crosshair
        ? [around(crosshair)]
        : [],
  )
}

/** Takes an example away, and searches anew with those that are left. */
export function removeExample(key: string): void {
  const examples = getState().examples.filter((example) => example.key !== key)
  setState({ examples })
  if (examples.length > 0) return void searchHere()
  void cancelSearch()
  setState({ search: { kind: 'none' } })
}

/** Forgets examples and matches. */
export function clearExamples(): void {
  void cancelSearch()
  setState({ examples: [], search: { kind: 'none' } })
}

/** Adds the matches that count as targets, in one step that undo takes back. Gives how many were added. */
export function addTargets(): number {
  const { search, threshold } = getState()
  const { document, item } = editor.getState()
  if (search.kind !== 'done' || search.itemId !== item?.id) return 0
  const added = withoutKnown(counted(search.found, threshold), document.decision.targets)
  if (added.length > 0)
    editor.addAll(added, `Added ${added.length} similar ${added.length === 1 ? 'target' : 'targets'}`)
  return added.length
}

/** Keeps the matches that count as an answer of the solver "Find similar". Gives how many. */
export async function keepAsAnswer(): Promise<number> {
  const { search, threshold, examples } = getState()
  if (search.kind !== 'done') return 0
  const points = counted(search.found, threshold)
  await client['similar.keep']({
    itemId: search.itemId,
    examples: examples.map(({ itemId, box }) => ({ itemId, box })),
    points: [...points],
    threshold,
    tookMs: search.tookMs,
  })
  return points.length
}
