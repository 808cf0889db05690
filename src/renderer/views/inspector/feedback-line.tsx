import type { JSX } from 'react'
import type { Feedback } from '../../../contract/solver-methods.ts'
import type { Score } from '../../../core/scoring.ts'
import { takes, tell, useFeedback } from '../../state/feedback.ts'
import { useReadOnly } from '../../state/project.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import { moment, when } from '../../ui/words.ts'

const SECOND = 1_000

const sentWords: Record<NonNullable<Feedback['sent']>['state'], (verdict: string, name: string) => string> = {
  sending: (verdict, name) => `Telling ${name}: ${verdict}…`,
  taken: (verdict, name) => `Told ${name}: ${verdict}`,
  refused: (verdict, name) => `${name} did not take “${verdict}”`,
  unconfirmed: (verdict, name) => `Told ${name}: ${verdict}. Whether it was taken is not known`,
}

function Sent({ sent, name }: { sent: NonNullable<Feedback['sent']>; name: string }): JSX.Element {
  const now = useNow()
  const isGood = sent.state === 'taken' || sent.state === 'sending'
  return (
    <p className={isGood ? 'told' : 'told warn'} role="status" title={sent.reply}>
      <Icon name={sent.state === 'taken' ? 'check' : isGood ? 'send' : 'warning'} className="small" />
      <span>{sentWords[sent.state](sent.verdict, name)}</span>
      <span className="space" />
      <span className="dim xs" title={`${sent.by}, ${moment(sent.at)}`}>
        {when(sent.at, now)}
      </span>
    </p>
  )
}

function Offer({
  feedback,
  readAt,
  name,
  verdict,
}: {
  feedback: Feedback
  readAt: number
  name: string
  /** How the answer was judged on screen; what fits it is offered first. */
  verdict: Score['verdict'] | undefined
}): JSX.Element | null {
  const now = useNow(SECOND)
  const readOnly = useReadOnly()
  const isTelling = useFeedback(({ telling }) => telling.has(feedback.answerId))
  const offered = (verdict === 'wrong' ? (['wrong', 'right'] as const) : (['right', 'wrong'] as const)).filter((one) =>
    takes(feedback, one, readAt, now),
  )
  if (offered.length === 0) return null
  const left = feedback.leftMs === undefined ? undefined : Math.ceil((feedback.leftMs - (now - readAt)) / SECOND)
  return (
    <p className="tell">
      <span className="dim">Tell {name}:</span>
      {offered.map((one) => (
        <Button
          key={one}
          look="link"
          className={one === verdict ? 'strong' : undefined}
          aria-label={`Tell ${name} that the answer is ${one}`}
          disabled={isTelling || readOnly !== undefined}
          onClick={() => void tell(feedback.answerId, one)}
        >
          {one}
        </Button>
      ))}
      {left !== undefined && (
        <span className="dim xs" role="timer">
          {left} s left
        </span>
      )}
    </p>
  )
}

/** What was told to the service about an answer, or what may still be told. */
export function FeedbackLine({
  answerId,
  name,
  verdict,
}: {
  answerId: string
  name: string
  verdict: Score['verdict'] | undefined
}): JSX.Element | null {
  const feedback = useFeedback(({ byAnswer }) => byAnswer.get(answerId))
  const refusal = useFeedback(({ refusals }) => refusals.get(answerId))
  const readAt = useFeedback((state) => state.at)
  if (!feedback) return null
  return (
    <>
      {feedback.sent ? (
        <Sent sent={feedback.sent} name={name} />
      ) : (
        <Offer feedback={feedback} readAt={readAt} name={name} verdict={verdict} />
      )}
      {refusal !== undefined && (
        <p className="told warn" role="alert">
          <Icon name="warning" className="small" />
          Not told: {refusal}
        </p>
      )}
    </>
  )
}
