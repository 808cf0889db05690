import { create } from 'zustand'
import type { Feedback } from '../../contract/solver-methods.ts'
import { client } from '../host.ts'
import { useItem } from './item.ts'

interface FeedbackState {
  /** The item they are of. */
  readonly itemId: string | undefined
  /** When it was read, ms since 1970: what is left of a time counts from here. */
  readonly at: number
  readonly byAnswer: ReadonlyMap<string, Feedback>
  /** Answers about which something is being told. */
  readonly telling: ReadonlySet<string>
  /** Why the last one was not told, in words, by answer. */
  readonly refusals: ReadonlyMap<string, string>
}

const nothing = { itemId: undefined, at: 0, byAnswer: new Map(), telling: new Set<string>(), refusals: new Map() }

/** What was, or may be, told to the services about the answers of the open item. */
export const useFeedback = create<FeedbackState>(() => nothing)

const { getState, setState } = useFeedback

async function load(itemId: string): Promise<void> {
  try {
    const all = await client['feedback.ofItem']({ itemId })
    if (useItem.getState().id !== itemId) return
    setState({ itemId, at: Date.now(), byAnswer: new Map(all.map((one) => [one.answerId, one])) })
  } catch {
    // Where it cannot be read nothing is offered; the item itself says why it cannot be read.
    if (useItem.getState().id === itemId) setState({ itemId, byAnswer: new Map() })
  }
}

/** Whether the service takes a verdict about the answer at a moment, ms since 1970. */
export const takes = ({ can, leftMs }: Feedback, verdict: 'right' | 'wrong', readAt: number, now: number): boolean =>
  can.includes(verdict) && (leftMs === undefined || leftMs > now - readAt)

/** Answers about which a verdict can be told now. */
export function offeredFeedback(verdict: 'right' | 'wrong'): readonly Feedback[] {
  const { byAnswer, at, telling, itemId } = getState()
  if (itemId !== useItem.getState().id) return []
  return [...byAnswer.values()].filter((one) => !telling.has(one.answerId) && takes(one, verdict, at, Date.now()))
}

/** Tells the service, once; what it says to that is kept with the answer. */
export async function tell(answerId: string, verdict: 'right' | 'wrong'): Promise<void> {
  const { telling, refusals, itemId } = getState()
  if (telling.has(answerId)) return
  setState({
    telling: new Set([...telling, answerId]),
    refusals: new Map([...refusals].filter(([id]) => id !== answerId)),
  })
  try {
    const told = await client['feedback.send']({ answerId, verdict })
    setState({ byAnswer: new Map([...getState().byAnswer, [answerId, told]]) })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    setState({ refusals: new Map([...getState().refusals, [answerId, why]]) })
    if (itemId !== undefined) await load(itemId)
  } finally {
    setState({ telling: new Set([...getState().telling].filter((id) => id !== answerId)) })
  }
}

// Read anew whenever the item is: with each new answer something else may be told.
useItem.subscribe(({ detail }, before) => {
  if (detail === before.detail) return
  if (!detail) setState(nothing)
  else if (detail.answers.length > 0) void load(detail.item.id)
})
