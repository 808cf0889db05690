import type { JSX } from 'react'
import { LocalId, ModelId, type ProfileId, ServiceId } from '../../../core/solver.ts'
import { kinds } from './kinds.ts'

const groups: readonly { readonly title: string; readonly profiles: readonly ProfileId[] }[] = [
  { title: 'Services', profiles: ServiceId.options },
  { title: 'Models', profiles: ModelId.options },
  // Matches of an example come from marking one.
  { title: 'On this machine', profiles: LocalId.options.filter((profile) => profile !== 'similar') },
]

/** The kinds of source, one of which is chosen. */
export const KindList = ({
  profile,
  onChoose,
}: {
  profile: ProfileId
  onChoose: (profile: ProfileId) => void
}): JSX.Element => (
  <div className="kind-list" role="radiogroup" aria-label="Kind of source">
    {groups.map(({ title, profiles }) => (
      <div key={title} role="presentation">
        <p className="dim xs">{title}</p>
        {profiles.map((one) => (
          <label key={one} className={one === profile ? 'on' : undefined}>
            <input
              type="radio"
              name="kind"
              aria-describedby={`kind-${one}`}
              aria-labelledby={`kind-${one}-title`}
              checked={one === profile}
              {...(one === profile && { 'data-autofocus': true })}
              onChange={() => onChoose(one)}
            />
            <span id={`kind-${one}-title`} className="strong">
              {kinds[one].title}
            </span>
            <span id={`kind-${one}`} className="dim">
              {kinds[one].about}
            </span>
          </label>
        ))}
      </div>
    ))}
  </div>
)
