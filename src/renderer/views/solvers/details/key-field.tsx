import { type FormEvent, type JSX, useState } from 'react'
import type { SolverInfo } from '../../../../contract/payloads.ts'
import { client } from '../../../host.ts'
import { loadSolvers } from '../../../state/solvers.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { focusKey } from '../focus-key.ts'
import { kinds } from '../kinds.ts'
import { Row } from './row.tsx'

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address)

/** What is known of the key, in words. */
function keyWords({ solver, key }: SolverInfo): string {
  const host = hostOf(solver.baseUrl ?? '')
  switch (key.kind) {
    case 'present': {
      const kept = { session: 'for this session', keyring: 'in the keyring', 'sealed-file': 'in the sealed file' }[
        key.kept
      ]
      return `Entered for ${host}, kept ${kept}. A new address asks for it again.`
    }
    case 'other-origin':
      return `The key was entered for ${hostOf(key.origin)} and is not sent to ${host}. Enter it again.`
    case 'missing':
      return `It will be bound to ${host}. A new address asks for it again.`
    case 'not-needed':
      break
  }
  return kinds[solver.profile].key === 'optional' ? 'None is needed here. One can be entered.' : 'None is needed.'
}

/** Takes a key and never shows it: only its last four signs come back. */
export function KeyField({ info, disabled }: { info: SolverInfo; disabled: boolean }): JSX.Element {
  const { solver, key } = info
  const [isReplacing, setIsReplacing] = useState(false)
  const [entered, setEntered] = useState('')
  const [error, setError] = useState<string>()
  const isStored = key.kind === 'present'
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setError(undefined)
    try {
      await work()
      setEntered('')
      setIsReplacing(false)
      await loadSolvers()
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
    }
  }
  const store = (event: FormEvent): void => {
    event.preventDefault()
    if (entered.trim() !== '')
      void attempt(async () => client['solvers.setKey']({ id: solver.id, key: entered.trim() }))
  }
  const help = error === undefined && keyWords(info)
  const forget = (): void => void attempt(async () => client['solvers.forgetKey']({ id: solver.id }))
  if (isStored && !isReplacing)
    return (
      <Row
        label="Key"
        help={
          error === undefined && (
            <>
              {help}{' '}
              <Button look="link" className="in-text" disabled={disabled} onClick={forget}>
                Forget the key
              </Button>
            </>
          )
        }
      >
        <div className="beside">
          <span className="field grow">
            <Icon name="lock" />
            <span className="mono">
              <span className="unseen">A key that ends in </span>
              <span aria-hidden="true">••••••••</span>
              {key.lastFour}
            </span>
          </span>
          <Button
            data-place="solver-key"
            disabled={disabled}
            onClick={() => {
              setIsReplacing(true)
              focusKey()
            }}
          >
            Replace
          </Button>
        </div>
        {error !== undefined && (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
      </Row>
    )
  return (
    <Row label="Key" htmlFor="solver-key" help={help}>
      <form className="beside" onSubmit={store}>
        <input
          id="solver-key"
          data-place="solver-key"
          className="field mono grow"
          type="password"
          autoComplete="off"
          maxLength={500}
          disabled={disabled}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : 'solver-key-error'}
          value={entered}
          onChange={(event) => setEntered(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !isReplacing) return
            setEntered('')
            setIsReplacing(false)
          }}
        />
        <Button type="submit" disabled={disabled || entered.trim() === ''}>
          Store
        </Button>
        {isReplacing && (
          <Button look="quiet" onClick={() => setIsReplacing(false)}>
            Cancel
          </Button>
        )}
      </form>
      {error !== undefined && (
        <p className="field-error" id="solver-key-error" role="alert">
          <Icon name="warning" className="small" />
          {error}
        </p>
      )}
    </Row>
  )
}
