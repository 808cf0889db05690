import { Menu } from '@mantine/core'
import type { JSX } from 'react'
import type { SolverInfo } from '../../../../contract/payloads.ts'
import { canBeAsked, isFree } from '../../../../core/solver.ts'
import { useItem } from '../../../state/item.ts'
import { useReadOnly } from '../../../state/project.ts'
import { useQueue } from '../../../state/queue.ts'
import { testSolver, useFigures } from '../../../state/solvers-figures.ts'
import { selectSolver } from '../../../state/solvers-view.ts'
import { moveSolver, useSolvers } from '../../../state/solvers.ts'
import { openDialog } from '../../../state/view.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { money } from '../../../ui/words.ts'
import { SolverMark } from '../../solver-mark.tsx'
import { duplicateSolver } from '../duplicate-solver.ts'
import { kindWords } from '../kinds.ts'
import { exportProfiles } from '../profiles.ts'
import { reported } from '../reported.ts'
import { ConnectionSection } from './connection-section.tsx'
import { IdentityFields } from './identity-fields.tsx'
import { MarkPicker } from './mark-picker.tsx'
import { OptionFields } from './option-fields.tsx'
import { PaceFields } from './pace-fields.tsx'
import { PastSection } from './past-section.tsx'
import { ReadingsSection } from './readings-section.tsx'
import { Row } from './row.tsx'

const THOUSAND = 1_000

function Head({ info: { solver }, readOnly }: { info: SolverInfo; readOnly: string | undefined }): JSX.Element {
  const at = useSolvers(({ solvers }) => solvers.findIndex((info) => info.solver.id === solver.id))
  const total = useSolvers(({ solvers }) => solvers.length)
  const move = (to: number): void => void reported('The order could not be stored', async () => moveSolver(at, to))
  const cannotCopy =
    solver.builtIn || !canBeAsked(solver) ? 'Only what asks over a network or runs a model can stand twice' : undefined
  return (
    <header className="side-title">
      <SolverMark mark={solver.mark} />
      <h2 className="cut" title={solver.name}>
        {solver.name}
      </h2>
      <span className="space" />
      <IconButton
        name="Duplicate"
        icon="copy"
        reason={readOnly ?? cannotCopy}
        onClick={() => void duplicateSolver(solver)}
      />
      <Menu position="bottom-end" offset={4} width={220} transitionProps={{ duration: 120 }}>
        <Menu.Target>
          <IconButton name="More" icon="more" />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={at <= 0 || readOnly !== undefined} onClick={() => move(at - 1)}>
            Move up
          </Menu.Item>
          <Menu.Item disabled={at === total - 1 || readOnly !== undefined} onClick={() => move(at + 1)}>
            Move down
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            disabled={solver.builtIn !== undefined}
            onClick={() => void exportProfiles([solver.id], solver.name)}
          >
            Export profile
          </Menu.Item>
          <Menu.Item onClick={() => void exportProfiles()}>Export all profiles</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  )
}

function Foot({ info, readOnly }: { info: SolverInfo; readOnly: string | undefined }): JSX.Element {
  const { solver, key } = info
  const stats = useFigures((state) => state.stats.get(solver.id))
  const isTesting = useFigures(({ testing }) => testing.has(solver.id))
  const open = useItem(({ detail }) => detail?.item)
  const first = useQueue(({ rows }) => rows[0])
  const item = open ?? first
  const price = solver.price === undefined ? stats?.price : solver.price / THOUSAND
  const isKeyless = key.kind === 'missing' || key.kind === 'other-origin'
  const reason =
    readOnly ?? (isKeyless ? 'Enter a key first' : item === undefined ? 'Add an image to the project first' : undefined)
  return (
    <footer className="side-foot">
      {canBeAsked(solver) && (
        <Button
          reason={reason}
          disabled={reason !== undefined || isTesting}
          title={item && `Asks about ${item.name}${isFree(solver) ? '' : '; it may be paid'}`}
          onClick={() => {
            if (item)
              void reported('It could not be tried', async () => {
                await testSolver(solver.id, item.id)
                selectSolver(solver.id)
              })
          }}
        >
          One-image trial{!isFree(solver) && price !== undefined && `, about ${money(price)}`}
        </Button>
      )}
      <span className="space" />
      <Button look="quiet" reason={readOnly} onClick={() => openDialog({ kind: 'remove-solver', solverId: solver.id })}>
        Remove
      </Button>
    </footer>
  )
}

/** One solver: what it is, how it is asked, whether it works, and what it did. */
export function SolverDetails({ info }: { info: SolverInfo }): JSX.Element {
  const { solver } = info
  const readOnly = useReadOnly()
  const stats = useFigures((state) => state.stats.get(solver.id))
  const disabled = readOnly !== undefined
  return (
    <aside className="side" aria-label={solver.name} data-pane>
      <Head info={info} readOnly={readOnly} />
      <div className="side-body">
        <fieldset className="form" disabled={disabled} aria-label={`${solver.name}, ${kindWords(solver)}`}>
          <IdentityFields info={info} disabled={disabled} />
          {!solver.builtIn && <OptionFields solver={solver} />}
          {canBeAsked(solver) && <PaceFields solver={solver} stats={stats} />}
          <Row label="Mark">
            <MarkPicker solver={solver} disabled={disabled} />
          </Row>
        </fieldset>
        {canBeAsked(solver) && <ConnectionSection info={info} disabled={disabled} />}
        <ReadingsSection solver={solver} stats={stats} disabled={disabled} />
        {stats && <PastSection stats={stats} />}
      </div>
      <Foot info={info} readOnly={readOnly} />
    </aside>
  )
}
