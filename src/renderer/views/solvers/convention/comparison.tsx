import type { JSX } from 'react'
import type { ReadingSummary } from '../../../../contract/solver-methods.ts'
import { type Convention, conventionTitle } from '../../../../core/convention.ts'
import { useSettings } from '../../../state/settings.ts'
import { count, decimal, plural } from '../../../ui/words.ts'

const PERCENT = 100

const fitWords = ({ checked, near, inside, points }: ReadingSummary): string =>
  checked > 0 ? `${count(near)} of ${count(checked)} near` : `${count(inside)} of ${count(points)} inside`

const fitShare = ({ checked, near, inside, points }: ReadingSummary): number =>
  checked > 0 ? near / checked : points > 0 ? inside / points : 0

/** How well each reading fits over all kept replies, the best first. */
export function Comparison({
  total,
  shown,
  chosen,
  summaryOf,
}: {
  total: number
  shown: readonly Convention[]
  chosen: Convention | undefined
  summaryOf: (convention: Convention) => ReadingSummary | undefined
}): JSX.Element {
  const { hitRadius } = useSettings(({ settings }) => settings)
  const known = shown.flatMap((convention) => {
    const summary = summaryOf(convention)
    return summary ? [{ convention, summary }] : []
  })
  const ordered = known.toSorted((a, b) => fitShare(b.summary) - fitShare(a.summary))
  const best = ordered[0] ? fitShare(ordered[0].summary) : 0
  const isChecked = known.some(({ summary }) => summary.checked > 0)
  return (
    <section aria-labelledby="over-all" aria-busy={known.length < shown.length}>
      <h3 id="over-all">Over {total === 1 ? 'the one answer' : `all ${plural(total, 'answer')}`}</h3>
      <dl className="figures">
        {ordered.map(({ convention, summary }) => (
          <div key={convention}>
            <dt className={convention === chosen ? 'strong' : ''}>{conventionTitle(convention)}</dt>
            <dd className={best > 0 && fitShare(summary) === best ? 'ok strong' : ''}>{fitWords(summary)}</dd>
          </div>
        ))}
      </dl>
      {known.length < shown.length && <p className="dim">The other readings are being counted…</p>}
      <p className="dim">
        {isChecked
          ? `Near: within ${hitRadius.unit === 'px' ? `${decimal(hitRadius.value)} px` : `${decimal(hitRadius.value * PERCENT)} % of the diagonal`} of a reviewed target.`
          : 'None of these items is reviewed. Mark the targets of one to have readings counted against them.'}
      </p>
    </section>
  )
}
