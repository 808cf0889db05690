import { Highlight, Modal } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { type JSX, useEffect, useState } from 'react'
import type { ItemRow } from '../../../contract/payloads.ts'
import type { Command, CommandGroup } from '../../editor/commands.ts'
import { keyCaps } from '../../editor/keyboard.ts'
import { client } from '../../host.ts'
import { openItem } from '../../state/item.ts'
import { showView } from '../../state/view.ts'
import { Icon } from '../../ui/icon.tsx'
import { Keys } from '../../ui/keys.tsx'
import { report } from '../../ui/report.ts'
import { commandContext, commands, run } from './context.ts'

const PAUSE_MS = 120
const MAX_ITEMS = 8

const groups: readonly CommandGroup[] = [
  'Decide',
  'Go through items',
  'Points',
  'Answers',
  'Canvas',
  'Tools',
  'Solve',
  'App',
]

/** Commands that mean something without the key held or the pointer at hand. */
const isListed = (command: Command): boolean =>
  !command.id.startsWith('point.nudge') && command.id !== 'app.palette' && command.enabled(commandContext)

const matches = (title: string, query: string): boolean =>
  query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => title.toLowerCase().includes(word))

/** Items whose name or instruction holds the query. */
function useFoundItems(query: string): readonly ItemRow[] {
  const [found, setFound] = useState<{ query: string; rows: readonly ItemRow[] }>({ query: '', rows: [] })
  const text = query.trim()
  useEffect(() => {
    if (text.length < 2 || text.startsWith('>')) return undefined
    let isWanted = true
    const search = async (): Promise<void> => {
      try {
        const { rows } = await client['items.list']({ filter: { text }, limit: MAX_ITEMS })
        if (isWanted) setFound({ query: text, rows })
      } catch (error) {
        report('The items could not be searched', error)
      }
    }
    const timer = setTimeout(() => void search(), PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [text])
  return found.query === text ? found.rows : []
}

function CommandRow({ command, query }: { command: Command; query: string }): JSX.Element {
  const [keys] = command.keys
  return (
    <Spotlight.Action
      onClick={() => {
        run(command.id)
      }}
    >
      <Icon name="command" className="small dim" />
      <Highlight highlight={query} component="span" className="cut space">
        {command.title}
      </Highlight>
      {keys !== undefined && <Keys chords={keyCaps(keys)} />}
    </Spotlight.Action>
  )
}

/** Ctrl+K: commands and items in one list, with their keys; `>` leaves the items out. */
export function Palette(): JSX.Element {
  const [query, setQuery] = useState('')
  const rows = useFoundItems(query)
  const words = query.replace(/^>/, '').trim()
  const found = groups
    .map((group) => ({
      group,
      commands: commands.filter(
        (command) => command.group === group && matches(command.title, words) && isListed(command),
      ),
    }))
    .filter((one) => one.commands.length > 0)
  const total = found.reduce((sum, one) => sum + one.commands.length, rows.length)
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      size={600}
      yOffset={112}
      scrollable
      maxHeight={440}
      lockScroll={false}
      transitionProps={{ duration: 120 }}
      overlayProps={{ blur: 0 }}
    >
      <Modal.Title className="unseen">Command palette</Modal.Title>
      <Spotlight.Search
        placeholder="Type a command, or the name of an item"
        aria-label="Command or item"
        leftSection={<Icon name="search" />}
        rightSection={<span className="dim xs result-count">{total} results</span>}
        rightSectionWidth={88}
      />
      <Spotlight.ActionsList>
        {found.map((one) => (
          <Spotlight.ActionsGroup key={one.group} label={one.group}>
            {one.commands.map((command) => (
              <CommandRow key={command.id} command={command} query={words} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {rows.length > 0 && (
          <Spotlight.ActionsGroup label="Items">
            {rows.map((row) => (
              <Spotlight.Action
                key={row.id}
                onClick={() => {
                  showView('review')
                  void openItem(row.id)
                }}
              >
                <Icon name="image" className="small dim" />
                <Highlight highlight={words} component="span" className="cut">
                  {row.name}
                </Highlight>
                <span className="dim cut space">{row.instruction}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {total === 0 && <Spotlight.Empty>Nothing matches.</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <Spotlight.Footer>
        <span className="palette-foot">
          <Keys chords={[['Up'], ['Down']]} /> choose
          <Keys chords={[['Enter']]} /> run
          <span className="space" />
          <Keys chords={[['>']]} /> commands only
        </span>
      </Spotlight.Footer>
    </Spotlight.Root>
  )
}
