import { type FormEvent, type JSX, useState } from 'react'
import type { ProfileId } from '../../../core/solver.ts'
import { client } from '../../host.ts'
import { useProject } from '../../state/project.ts'
import { testSolver } from '../../state/solvers-figures.ts'
import { selectSolver } from '../../state/solvers-view.ts'
import { loadSolvers, useSolvers } from '../../state/solvers.ts'
import { openDialog } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { BrowseModel, PATH_EXAMPLE } from './details/model-fields.tsx'
import { Row } from './details/row.tsx'
import { freeName } from './duplicate-solver.ts'
import { KindList } from './kind-list.tsx'
import { kinds } from './kinds.ts'
import { reported } from './reported.ts'

const CONCURRENCY = 4
/** One model on one machine gains nothing from more. */
const LOCAL_CONCURRENCY = 1

/** What is asked of a new solver. */
interface Entered {
  readonly profile: ProfileId
  readonly name: string
  readonly address: string
  readonly key: string
  readonly modelPath: string
  readonly model: string
}

function startOf(profile: ProfileId): Entered {
  const { title, address = '' } = kinds[profile]
  const taken = new Set(useSolvers.getState().solvers.map(({ solver }) => solver.name))
  return {
    profile,
    name: taken.has(title) ? freeName(title, taken) : title,
    address,
    key: '',
    modelPath: '',
    model: '',
  }
}

const isLocal = (address: string): boolean => /^https?:\/\/(localhost|127\.|\[::1\])/.test(address)

/** Stores a new solver and its key; answers with its id. What was stored before a failure is taken back. Throws ContractError. */
async function addSolver({ profile, name, address, key, modelPath, model }: Entered): Promise<string> {
  const baseUrl = address.trim().replace(/\/+$/, '')
  const isModel = profile === 'onnx'
  const { solver } = await client['solvers.save']({
    solver: {
      name: name.trim(),
      profile,
      ...(!isModel && { baseUrl }),
      enabled: true,
      concurrency: isModel || isLocal(baseUrl) ? LOCAL_CONCURRENCY : CONCURRENCY,
      options: { ...(isModel && { modelPath: modelPath.trim() }), ...(model.trim() !== '' && { model: model.trim() }) },
    },
  })
  try {
    if (key.trim() !== '') await client['solvers.setKey']({ id: solver.id, key: key.trim() })
  } catch (error) {
    await client['solvers.remove']({ id: solver.id })
    throw error
  }
  await loadSolvers()
  return solver.id
}

function Fields({
  entered,
  onChange,
}: {
  entered: Entered
  onChange: (change: Partial<Entered>) => void
}): JSX.Element {
  const { profile, name, address, key, modelPath, model } = entered
  const { presets = [], address: usual, key: need } = kinds[profile]
  const keyStorage = useProject(({ app }) => app?.keyStorage)
  return (
    <>
      <Row label="Name" htmlFor="new-name">
        <input
          id="new-name"
          className="field"
          required
          maxLength={80}
          value={name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </Row>
      {usual !== undefined && (
        <Row
          label="Address"
          htmlFor="new-address"
          help="https, or http on this machine. Pictures and instructions are sent there, without metadata."
        >
          {presets.length > 0 && (
            <div className="beside presets">
              {presets.map((preset) => (
                <Button
                  key={preset.title}
                  small
                  aria-pressed={address === preset.address}
                  onClick={() => onChange({ address: preset.address })}
                >
                  {preset.title}
                </Button>
              ))}
            </div>
          )}
          <input
            id="new-address"
            className="field mono"
            type="url"
            required
            spellCheck={false}
            value={address}
            onChange={(event) => onChange({ address: event.currentTarget.value })}
          />
        </Row>
      )}
      {(profile === 'chat' || profile === 'gemini') && (
        <Row label="Model" htmlFor="new-model">
          <input
            id="new-model"
            className="field"
            maxLength={200}
            required
            spellCheck={false}
            placeholder={profile === 'chat' ? 'as the server names it' : 'as Google names it'}
            value={model}
            onChange={(event) => onChange({ model: event.currentTarget.value })}
          />
        </Row>
      )}
      {need !== 'none' && (
        <Row
          label="Key"
          htmlFor="new-key"
          help={`${keyStorage ?? ''} It is bound to this address.${need === 'optional' ? ' Leave it empty where none is needed.' : ''}`}
        >
          <input
            id="new-key"
            className="field mono"
            type="password"
            autoComplete="off"
            maxLength={500}
            value={key}
            onChange={(event) => onChange({ key: event.currentTarget.value })}
          />
        </Row>
      )}
      {profile === 'onnx' && (
        <Row label="Model file" htmlFor="new-model-path" help="It stays where it is and is read from there.">
          <div className="beside">
            <input
              id="new-model-path"
              className="field mono grow"
              required
              maxLength={4_096}
              spellCheck={false}
              placeholder={PATH_EXAMPLE}
              value={modelPath}
              onChange={(event) => onChange({ modelPath: event.currentTarget.value })}
            />
            <BrowseModel
              onPick={async (path) => {
                onChange({ modelPath: path })
                return Promise.resolve(undefined)
              }}
            />
          </div>
        </Row>
      )}
    </>
  )
}

/** Asks what kind of source, where it is and its key; adds it and tries it. */
export function AddSolverDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [entered, setEntered] = useState<Entered>(() => startOf('ucaptcha'))
  const [error, setError] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const { profile, key } = entered
  const isFile = profile === 'file'
  const { key: need } = kinds[profile]
  const canTest = need !== 'needed' || key.trim() !== ''
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setError(undefined)
    setIsBusy(true)
    try {
      const id = await addSolver(entered)
      selectSolver(id)
      onClose()
      // How it went stands in the details pane.
      if (canTest) void reported(`${entered.name} could not be tested`, async () => testSolver(id))
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
      setIsBusy(false)
    }
  }
  return (
    <Dialog
      title="Add solver"
      note="What answers “where?”"
      width={800}
      onClose={onClose}
      footer={
        <>
          <span className="space" />
          <Button onClick={onClose}>Cancel</Button>
          {isFile ? (
            <Button
              look="primary"
              onClick={() => {
                openDialog({ kind: 'import-answers' })
              }}
            >
              Choose the file
            </Button>
          ) : (
            <Button look="primary" type="submit" form="add-solver" disabled={isBusy}>
              {canTest ? 'Add and test' : 'Add without a key'}
            </Button>
          )}
        </>
      }
    >
      <div className="add-solver">
        <KindList profile={profile} onChoose={(next) => setEntered(startOf(next))} />
        <div>
          {error !== undefined && (
            <Note kind="error" title="Not added.">
              {error}
            </Note>
          )}
          {isFile ? (
            <p className="about">
              One file becomes one source. Each answer is joined to its item by name or id. They stand beside those of
              other solvers and can be reviewed, scored and exported like them.
            </p>
          ) : (
            <form id="add-solver" className="form" onSubmit={(event) => void add(event)}>
              <Fields
                key={profile}
                entered={entered}
                onChange={(change) => setEntered((before) => ({ ...before, ...change }))}
              />
            </form>
          )}
        </div>
      </div>
    </Dialog>
  )
}
