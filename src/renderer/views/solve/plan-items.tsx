import { Menu } from '@mantine/core'
import type { JSX } from 'react'
import { ReviewState } from '../../../core/item.ts'
import { useChosenItems } from '../../state/chosen-items.ts'
import { type ItemsFrom, planAsListed, planItems, usePlan } from '../../state/runs-plan.ts'
import { useSolvers } from '../../state/solvers.ts'
import { Icon } from '../../ui/icon.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { count, plural } from '../../ui/words.ts'

const stateWords: Record<ReviewState, string> = {
  unreviewed: 'Unreviewed',
  reviewed: 'Reviewed',
  flagged: 'Flagged',
}

function Chip({
  words,
  name,
  onRemove,
}: {
  words: JSX.Element | string
  name: string
  onRemove: () => void
}): JSX.Element {
  return (
    <button type="button" className="chip filter on" aria-label={`Remove the filter: ${name}`} onClick={onRemove}>
      <span className="cut">{words}</span>
      <Icon name="close" className="small" />
    </button>
  )
}

function AddFilter({ isFirst }: { isFirst: boolean }): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  return (
    <Menu position="bottom-start" offset={4} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <button type="button" className="chip" aria-label="Add a filter">
          <Icon name="plus" className="small" />
          {isFirst && 'Add a filter'}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>State</Menu.Label>
        {ReviewState.options.map((state) => (
          <Menu.Item key={state} onClick={() => planItems({ state })}>
            {stateWords[state]}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => planItems({ failed: true })}>Last request failed</Menu.Item>
        <Menu.Label>No answer</Menu.Label>
        <Menu.Item onClick={() => planItems({ unsolvedBy: 'any' })}>by any solver</Menu.Item>
        {solvers.map(({ solver }) => (
          <Menu.Item key={solver.id} onClick={() => planItems({ unsolvedBy: solver.id })}>
            by {solver.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Chips(): JSX.Element {
  const { state, failed, unsolvedBy } = usePlan()
  const solver = useSolvers(({ solvers }) => solvers.find((info) => info.solver.id === unsolvedBy)?.solver.name)
  const whose = unsolvedBy === 'any' ? 'any solver' : (solver ?? 'a solver that is gone')
  return (
    <div className="plan-chips" role="group" aria-label="Filters">
      {state && (
        <Chip name={stateWords[state]} words={stateWords[state]} onRemove={() => planItems({ state: undefined })} />
      )}
      {failed && <Chip name="Last request failed" words="Failed" onRemove={() => planItems({ failed: false })} />}
      {unsolvedBy !== undefined && (
        <Chip
          name={`No answer by ${whose}`}
          words={
            <>
              No answer by <b>{whose}</b>
            </>
          }
          onRemove={() => planItems({ unsolvedBy: undefined })}
        />
      )}
      <AddFilter isFirst={state === undefined && !failed && unsolvedBy === undefined} />
    </div>
  )
}

function Search(): JSX.Element {
  const text = usePlan((plan) => plan.text)
  return (
    <label className="field">
      <Icon name="search" />
      <input
        type="search"
        aria-label="Items whose name or instruction holds"
        placeholder="Name or instruction"
        maxLength={200}
        value={text}
        onChange={(event) => planItems({ text: event.currentTarget.value })}
      />
    </label>
  )
}

/** Which items the next run asks about. */
export function PlanItems(): JSX.Element {
  const from = usePlan((plan) => plan.from)
  const items = usePlan(({ estimate }) => estimate?.items)
  const isStale = usePlan((plan) => plan.isStale)
  const chosen = useChosenItems(({ ids }) => ids.size)
  const choose = (next: ItemsFrom): void => {
    if (next === 'filter' && from !== 'unsolved') planAsListed()
    else planItems({ from: next })
  }
  return (
    <section className="plan-part" aria-labelledby="plan-items">
      <h2 id="plan-items">
        Items
        <span className="dim" role="status" aria-busy={isStale}>
          {items === undefined ? '' : `${count(items)} chosen`}
        </span>
      </h2>
      <Segmented
        name="Items"
        value={from}
        options={[
          { value: 'all', label: 'All' },
          { value: 'unsolved', label: 'Unsolved' },
          { value: 'filter', label: 'Filter' },
          {
            value: 'selection',
            label: chosen === 0 ? 'Selection' : `Selection ${count(chosen)}`,
            reason: chosen === 0 ? 'Nothing is picked: in Review, Ctrl+click rows of the list, or press X.' : undefined,
          },
        ]}
        onChange={choose}
      />
      {(from === 'unsolved' || from === 'filter') && (
        <>
          <Chips />
          <Search />
        </>
      )}
      <p className="dim xs">
        {from === 'all' && 'Every item of the project, also those that were answered.'}
        {from === 'unsolved' && 'Each solver is asked only where it has no answer yet.'}
        {from === 'filter' && 'Also where there is an answer: it stays beside the new one.'}
        {from === 'selection' && `${plural(chosen, 'item')} picked in Review, also those that were answered.`}
      </p>
    </section>
  )
}
