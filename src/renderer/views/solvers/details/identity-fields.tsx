import type { JSX } from 'react'
import type { SolverInfo } from '../../../../contract/payloads.ts'
import { DraftField } from '../../../ui/draft-field.tsx'
import { kinds, takesKey } from '../kinds.ts'
import { KeyField } from './key-field.tsx'
import { Row } from './row.tsx'
import { takeChange } from './take-change.ts'

/** What a solver is called, where it is, and its key. A built-in one can only be called otherwise. */
export function IdentityFields({ info, disabled }: { info: SolverInfo; disabled: boolean }): JSX.Element {
  const { solver } = info
  const { address } = kinds[solver.profile]
  return (
    <>
      <Row label="Name" htmlFor="solver-name">
        <DraftField
          id="solver-name"
          maxLength={80}
          disabled={disabled}
          value={solver.name}
          onTake={async (name) => takeChange(solver, { name })}
        />
      </Row>
      {!solver.builtIn && address !== undefined && (
        <Row label="Address" htmlFor="solver-address">
          <DraftField
            id="solver-address"
            type="url"
            className="mono"
            disabled={disabled}
            value={solver.baseUrl ?? ''}
            onTake={async (text) => takeChange(solver, { baseUrl: text.replace(/\/+$/, '') })}
          />
        </Row>
      )}
      {takesKey(solver) && <KeyField info={info} disabled={disabled} />}
    </>
  )
}
