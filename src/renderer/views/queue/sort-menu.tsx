import { Menu } from '@mantine/core'
import type { JSX } from 'react'
import type { ItemSort } from '../../../contract/payloads.ts'
import { showQueue, useQueue } from '../../state/queue.ts'
import { Icon } from '../../ui/icon.tsx'

const sorts: readonly { sort: ItemSort; title: string }[] = [
  { sort: 'added', title: 'Added' },
  { sort: 'name', title: 'Name' },
  { sort: 'state', title: 'State' },
  { sort: 'error', title: 'Error' },
]

/** In which order the list stands. */
export function SortMenu(): JSX.Element {
  const current = useQueue(({ sort }) => sort)
  return (
    <Menu position="bottom-start" offset={4} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <button
          type="button"
          aria-label={`Sort by ${sorts.find(({ sort }) => sort === current)?.title.toLowerCase() ?? ''}`}
        >
          <Icon name="sort" className="small" />
          {sorts.find(({ sort }) => sort === current)?.title}
          <Icon name="down" className="small" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Sort by</Menu.Label>
        {sorts.map(({ sort, title }) => (
          <Menu.Item
            key={sort}
            role="menuitemradio"
            aria-checked={sort === current}
            rightSection={sort === current ? <Icon name="check" className="small" /> : undefined}
            onClick={() => void showQueue({ sort })}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
