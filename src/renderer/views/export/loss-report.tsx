import type { JSX } from 'react'
import type { LossLine } from '../../../contract/payloads.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { count } from '../../ui/words.ts'

const signs: Record<LossLine['kind'], { icon: IconName; tone: string; word: string }> = {
  kept: { icon: 'check', tone: 'ok', word: 'Kept' },
  changed: { icon: 'warning', tone: 'warn', word: 'Changed' },
  lost: { icon: 'forbidden', tone: 'bad', word: 'Lost' },
}

/** What a format keeps, changes and loses of the chosen items, with counts. */
export function LossReport({ lines }: { lines: readonly LossLine[] }): JSX.Element {
  const of = (kind: LossLine['kind']): number => lines.filter((line) => line.kind === kind).length
  return (
    <>
      <div className="panel-head">
        <h3>What is kept and what is lost</h3>
        <span className="space" />
        {of('lost') > 0 && <span className="badge bad">{of('lost')} lost</span>}
        {of('changed') > 0 && <span className="badge warn">{of('changed')} changed</span>}
        <span className="badge ok">{of('kept')} kept</span>
      </div>
      <ul className="loss">
        {lines.map(({ kind, count: many, what }) => (
          <li key={`${kind} ${what}`} title={what}>
            <Icon name={signs[kind].icon} className={`small ${signs[kind].tone}`} />
            <b>{count(many)}</b>
            <span className={kind === 'kept' ? 'dim cut' : 'cut'}>
              <span className="unseen">{signs[kind].word}: </span>
              {what}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
