import { Menu } from '@mantine/core'
import type { JSX } from 'react'
import { chooseRun, shownRun, useRuns } from '../../state/runs.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import { plural, when } from '../../ui/words.ts'
import { cost, runState } from './run-words.ts'

/** All runs, newest first, to look at one of them. */
export function EarlierRuns(): JSX.Element {
  const known = useRuns((state) => state.known)
  const shownId = useRuns((state) => shownRun(state)?.run.id)
  const now = useNow()
  return (
    <Menu position="bottom-end" offset={4} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <Button look="quiet" icon="clock" reason={known.length === 0 ? 'There was no run yet.' : undefined}>
          Earlier runs
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="earlier-runs">
        {known.map(({ run }) => (
          <Menu.Item
            key={run.id}
            aria-current={run.id === shownId}
            rightSection={run.id === shownId ? <Icon name="check" className="small" /> : undefined}
            onClick={() => chooseRun(run.id)}
          >
            <b>Run {run.number}</b>{' '}
            <span className="dim">
              {when(run.at, now)}, {plural(run.items, 'item')}, {runState(run).toLowerCase()}, {cost(run.spent)}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
