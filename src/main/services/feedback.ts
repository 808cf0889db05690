import type { AppHandlers } from '../../contract/contract.ts'
import type { Feedback } from '../../contract/solver-methods.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Answer } from '../../core/answer.ts'
import type { Client, Verdict } from '../solvers/client.ts'
import { HttpFailed } from '../solvers/http.ts'
import { profiles } from '../solvers/profiles.ts'
import type { Refused, Taken, Unreadable } from '../solvers/replies.ts'
import type { Context } from './context.ts'
import { OnHold } from './queue/hold.ts'
import type { TaskService } from './tasks.ts'

/** What may be told now. */
type Offer = Pick<Feedback, 'can' | 'why' | 'leftMs'>

const noOffer = (why: string): Offer => ({ can: [], why })

/** Tells services how their answers fared: once for each answer, written down before it is sent. */
export function createFeedbackService(
  context: Pick<Context, 'store' | 'now' | 'settings' | 'emit'>,
  { connect }: Pick<TaskService, 'connect'>,
): Pick<AppHandlers, 'feedback.ofItem' | 'feedback.send'> {
  const { store, now, settings, emit } = context

  if (store.readOnly === undefined) {
    store.transact(() => {
      store.feedback.giveUpSending()
    })
  }

  const offerFor = (answer: Answer): Offer => {
    const solver = store.solvers.list().find(({ id }) => id === answer.solverId)
    if (!solver) return noOffer('Its solver was removed.')
    if (solver.builtIn) return noOffer('Its solver is part of the app: there is nobody to tell.')
    const { feedback, title } = profiles[solver.profile]
    if (!feedback) return noOffer(`${title} takes no reports.`)
    if (store.feedback.of(answer.id)) return noOffer('A report about this answer was sent before.')
    if (!store.tasks.get(answer.taskId)?.remoteId) {
      return noOffer('The service gave its answer without an id, so no report can name it.')
    }
    const { verdicts, within } = feedback
    if (within === undefined) return { can: verdicts }
    const leftMs = answer.at + within - now()
    return leftMs > 0
      ? { can: verdicts, leftMs }
      : { ...noOffer(`${title} takes reports for ${within / 1_000} s after the answer only.`), leftMs: 0 }
  }

  const feedbackOf = (answer: Answer): Feedback => {
    const sent = store.feedback.of(answer.id)
    return { answerId: answer.id, ...offerFor(answer), ...(sent && { sent }) }
  }

  /** Why it cannot be sent, as an error. */
  const refuse = (answer: Answer, { why, leftMs }: Offer): ContractError => {
    const code = store.feedback.of(answer.id) ? 'already-sent' : leftMs === 0 ? 'too-late' : 'not-offered'
    return new ContractError(code, why ?? 'The service takes no such report.')
  }

  const clientOf = async (solverId: string): Promise<Client> => {
    const solver = store.solvers.get(solverId)
    if (!solver) throw new ContractError('not-found', 'This solver does not exist any more.')
    try {
      return await connect(solver)
    } catch (error) {
      if (error instanceof OnHold) throw new ContractError(error.hold.code, error.hold.reason, { cause: error })
      throw error
    }
  }

  /** Sends what is written down, and writes down what became of it. */
  const tell = async (answer: Answer, verdict: Verdict, client: Client): Promise<void> => {
    const id = store.tasks.get(answer.taskId)?.remoteId
    if (!id || !client.sendFeedback) throw new Error(`Answer ${answer.id} cannot be reported.`)
    const settle = (...[state, reply]: [Parameters<typeof store.feedback.settle>[1], string]) => {
      store.transact(() => {
        store.feedback.settle(answer.id, state, reply)
      })
    }
    try {
      const { reply } = await client.sendFeedback(id, verdict)
      settle(...judged(reply))
    } catch (error) {
      if (!(error instanceof HttpFailed)) throw error
      // Nothing left, or an address that is no service answered: it may be sent when that is put right.
      if (error.fault === 'unreachable' || error.fault === 'redirect') {
        store.transact(() => {
          store.feedback.remove(answer.id)
        })
        throw new ContractError(error.fault, error.message, { cause: error })
      }
      settle('unconfirmed', error.message)
    }
  }

  return {
    'feedback.ofItem': ({ itemId }) => store.answers.ofItem(itemId).map(feedbackOf),
    'feedback.send': async ({ answerId, verdict, message }) => {
      const answer = store.answers.get(answerId)
      if (!answer) throw new ContractError('not-found', 'This answer does not exist.')
      const client = await clientOf(answer.solverId)
      // The offer and the row that uses it up stand in one transaction: of two wishes at once only one is sent.
      store.transact(() => {
        const offer = offerFor(answer)
        if (!offer.can.includes(verdict)) throw refuse(answer, offer)
        store.feedback.insert(answerId, { verdict, message, by: settings().reviewer, at: now() })
      })
      try {
        await tell(answer, { verdict, message }, client)
      } finally {
        const revision = store.items.get(answer.itemId)?.revision ?? 0
        emit({ name: 'item.changed', payload: { id: answer.itemId, revision } })
      }
      return feedbackOf(answer)
    },
  }
}

function judged(reply: Taken | Refused | Unreadable): ['taken' | 'refused' | 'unconfirmed', string] {
  if (reply.kind === 'taken') return ['taken', '']
  return reply.kind === 'refused'
    ? ['refused', `${reply.refusal.message} (${reply.refusal.code})`]
    : ['unconfirmed', reply.why]
}
