import type { Feedback } from '../../contract/solver-methods.ts'
import { Feedback as Schema } from '../../contract/solver-methods.ts'
import type { Db } from './database.ts'

/** What was told to a service about an answer. */
export type SentFeedback = NonNullable<Feedback['sent']>

interface Row {
  readonly verdict: string
  readonly at: number
  readonly by: string
  readonly state: string
  readonly reply: string | null
}

const Sent = Schema.unwrap().shape.sent.unwrap()

export interface FeedbackTable {
  /** Call before the request leaves. Fails where something was told about this answer before. */
  insert(answerId: string, sent: Pick<SentFeedback, 'verdict' | 'at' | 'by'> & { readonly message: string }): void
  of(answerId: string): SentFeedback | undefined
  /** An empty `reply` is none. */
  settle(answerId: string, state: Exclude<SentFeedback['state'], 'sending'>, reply: string): void
  /** Takes back what provably did not leave. */
  remove(answerId: string): void
  /** What was being sent when the app ended may have arrived. */
  giveUpSending(): void
}

/** The queries of feedback, over an open database. */
export function createFeedbackTable(db: Db): FeedbackTable {
  const insert = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO feedback (answer_id, verdict, message, by, at, state) VALUES (?, ?, ?, ?, ?, 'sending')`,
  )
  const of = db.prepare<[string], Row>('SELECT verdict, at, by, state, reply FROM feedback WHERE answer_id = ?')
  const settle = db.prepare<[string, string | null, string]>(
    'UPDATE feedback SET state = ?, reply = ? WHERE answer_id = ?',
  )
  const remove = db.prepare<[string]>('DELETE FROM feedback WHERE answer_id = ?')
  const giveUp = db.prepare<[]>(`UPDATE feedback SET state = 'unconfirmed' WHERE state = 'sending'`)
  return {
    insert: (answerId, { verdict, message, by, at }) => {
      insert.run(answerId, verdict, message, by, at)
    },
    of: (answerId) => {
      const row = of.get(answerId)
      return row && Sent.parse({ ...row, reply: row.reply ?? undefined })
    },
    settle: (answerId, state, reply) => {
      settle.run(state, reply === '' ? null : reply, answerId)
    },
    remove: (answerId) => {
      remove.run(answerId)
    },
    giveUpSending: () => {
      giveUp.run()
    },
  }
}
