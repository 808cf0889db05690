import { type FormEvent, type JSX, useState } from 'react'
import { JsonServiceId } from '../../../core/solver.ts'
import { client } from '../../host.ts'
import { useProject } from '../../state/project.ts'
import { loadSolvers, useSolvers } from '../../state/solvers.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { Select } from '../../ui/select.tsx'
import { longKeyWords } from '../key-words.ts'

const profiles: Record<JsonServiceId, { title: string; baseUrl: string }> = {
  ucaptcha: { title: 'uCaptcha', baseUrl: 'https://api.ucaptcha.net' },
  '2captcha': { title: '2Captcha', baseUrl: 'https://api.2captcha.com' },
  anticaptcha: { title: 'Anti-Captcha', baseUrl: 'https://api.anti-captcha.com' },
}

type Said = { readonly kind: 'error' | 'information'; readonly title: string; readonly words?: string }

/** Adds a solver, or changes one. A key can be entered but never read back. */
export function SolverDialog({
  solverId,
  onClose,
}: {
  solverId: string | undefined
  onClose: () => void
}): JSX.Element {
  const [id, setId] = useState(solverId)
  const info = useSolvers(({ solvers }) => solvers.find(({ solver }) => solver.id === id))
  const keyStorage = useProject(({ app }) => app?.keyStorage)
  const [profile, setProfile] = useState<JsonServiceId>(JsonServiceId.catch('ucaptcha').parse(info?.solver.profile))
  const [name, setName] = useState(info?.solver.name ?? profiles[profile].title)
  const [baseUrl, setBaseUrl] = useState(info?.solver.baseUrl ?? profiles[profile].baseUrl)
  const [concurrency, setConcurrency] = useState(info?.solver.concurrency ?? 4)
  const [key, setKey] = useState('')
  const [said, setSaid] = useState<Said>()
  const [isBusy, setIsBusy] = useState(false)

  const choose = (next: JsonServiceId): void => {
    if (name === profiles[profile].title) setName(profiles[next].title)
    if (baseUrl === profiles[profile].baseUrl) setBaseUrl(profiles[next].baseUrl)
    setProfile(next)
  }
  /** Stores what is entered and answers with the solver's id. */
  const store = async (): Promise<string> => {
    const saved = await client['solvers.save']({
      ...(id === undefined ? {} : { id }),
      solver: {
        name: name.trim(),
        profile,
        baseUrl: baseUrl.trim().replace(/\/+$/, ''),
        enabled: info?.solver.enabled ?? true,
        concurrency,
        options: info?.solver.options ?? {},
      },
    })
    setId(saved.solver.id)
    if (key !== '') {
      await client['solvers.setKey']({ id: saved.solver.id, key })
      setKey('')
    }
    await loadSolvers()
    return saved.solver.id
  }
  const attempt = async (title: string, work: () => Promise<void>): Promise<void> => {
    setSaid(undefined)
    setIsBusy(true)
    try {
      await work()
    } catch (error) {
      setSaid({ kind: 'error', title, words: error instanceof Error ? error.message : String(error) })
    } finally {
      setIsBusy(false)
    }
  }
  const save = (event: FormEvent): void => {
    event.preventDefault()
    void attempt('Not saved.', async () => {
      await store()
      onClose()
    })
  }
  const test = async (): Promise<void> =>
    attempt('The service did not accept the test.', async () => {
      const { balance } = await client['solvers.balance']({ id: await store() })
      setSaid({ kind: 'information', title: `The service answers. Balance: ${balance.toFixed(2)}.` })
    })
  const remove = async (): Promise<void> =>
    attempt('Not removed.', async () => {
      if (id !== undefined) await client['solvers.remove']({ id })
      await loadSolvers()
      onClose()
    })

  return (
    <Dialog
      title={solverId === undefined ? 'Add solver' : 'Solver'}
      note={solverId === undefined ? undefined : info?.solver.name}
      width={520}
      onClose={onClose}
      footer={
        <>
          <Button
            disabled={isBusy || name.trim() === ''}
            title="Saves, then asks the service for the balance"
            onClick={() => void test()}
          >
            Test
          </Button>
          {solverId !== undefined && (
            <Button look="quiet" icon="trash" disabled={isBusy} onClick={() => void remove()}>
              Remove
            </Button>
          )}
          <span className="space" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="solver" disabled={isBusy || name.trim() === ''}>
            Save
          </Button>
        </>
      }
    >
      {said && (
        <Note kind={said.kind} title={said.title}>
          {said.words}
        </Note>
      )}
      <form id="solver" className="form" onSubmit={save}>
        <label htmlFor="solver-profile">Service</label>
        <Select
          id="solver-profile"
          value={profile}
          onChange={(event) => {
            choose(JsonServiceId.parse(event.currentTarget.value))
          }}
        >
          {JsonServiceId.options.map((option) => (
            <option key={option} value={option}>
              {profiles[option].title}
            </option>
          ))}
        </Select>
        <label htmlFor="solver-name">Name</label>
        <input
          id="solver-name"
          className="field"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <label htmlFor="solver-url">Address</label>
        <input
          id="solver-url"
          className="field mono"
          type="url"
          required
          spellCheck={false}
          value={baseUrl}
          onChange={(event) => setBaseUrl(event.currentTarget.value)}
        />
        <p className="help">
          https, or http on this machine. Pictures and instructions are sent there, without metadata.
        </p>
        <label htmlFor="solver-key">Key</label>
        <input
          id="solver-key"
          className="field mono"
          type="password"
          autoComplete="off"
          maxLength={500}
          placeholder={info?.key.kind === 'present' ? `••••${info.key.lastFour}` : ''}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <p className="help">
          {info && `${longKeyWords(info.key)} `}
          {keyStorage}
        </p>
        <label htmlFor="solver-concurrency">At once</label>
        <input
          id="solver-concurrency"
          className="field"
          type="number"
          min={1}
          max={64}
          value={concurrency}
          onChange={(event) =>
            setConcurrency(Math.min(64, Math.max(1, Math.round(event.currentTarget.valueAsNumber) || 1)))
          }
        />
      </form>
    </Dialog>
  )
}
