import type { Answer } from '../../../core/answer.ts'
import type { Item } from '../../../core/item.ts'
import type { AnswerReading } from '../../../core/read-answer.ts'
import { readAnswer } from '../../../core/read-answer.ts'
import type { Solver } from '../../../core/solver.ts'
import { saidBy } from '../../solvers/said.ts'
import type { KeptReply } from '../../store/rereads.ts'
import type { Store } from '../../store/store.ts'

/** Replies read in one go: a few milliseconds. */
const AT_ONCE = 100

/** A kept reply, how it is read now, and how it reads under the convention asked for. */
export interface ReadReply {
  readonly reply: KeptReply
  readonly item: Item
  readonly answer: Answer | undefined
  readonly reading: AnswerReading
}

/** Reads one kept reply as if it had just come. Nothing is sent. */
function readReply(store: Store, solver: Solver, reply: KeptReply): ReadReply {
  const item = store.items.get(reply.itemId)
  if (!item) throw new Error(`Task ${reply.taskId} has no item.`)
  const answer = reply.answerId === undefined ? undefined : store.answers.get(reply.answerId)
  const said = saidBy(solver.profile, reply.raw)
  const reading: AnswerReading =
    said.kind === 'unreadable'
      ? { kind: 'wrong-format', found: said.why }
      : readAnswer(solver, said.value, reply.sentSize, item.image)
  return { reply, item, answer, reading }
}

/** Walks the kept replies of a solver, some at a time; called again after the end, it gives what came in since. */
export interface ReplyWalk {
  /** The next ones; none at the end. */
  next(): ReadReply[]
}

/** Walks the replies that were read, then those of failed tasks. The solver's options say how they are read. */
export function walkReplies(store: Store, solver: Solver): ReplyWalk {
  const { rereads } = store
  const after = { answered: 0, unread: 0 }
  const seen = new Set<number>()
  const page = (kind: 'answered' | 'unread'): KeptReply[] => {
    const found = rereads[kind](solver.id, after[kind], AT_ONCE)
    after[kind] = found.at(-1)?.seq ?? after[kind]
    return found
  }
  /** Tasks stand in the order in which they were made: one may have failed behind the place where the walk was. */
  const missed = (): KeptReply[] =>
    rereads
      .unreadPlaces(solver.id)
      .filter((seq) => !seen.has(seq))
      .slice(0, AT_ONCE)
      .flatMap((seq) => rereads.unread(solver.id, seq - 1, 1))
  const unread = (): KeptReply[] => {
    const next = page('unread')
    const found = next.length > 0 ? next : missed()
    for (const { seq } of found) seen.add(seq)
    return found
  }
  return {
    next: () => {
      const answered = page('answered')
      return (answered.length > 0 ? answered : unread()).map((reply) => readReply(store, solver, reply))
    },
  }
}
