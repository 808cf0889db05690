import { type JSX, useState } from 'react'
import type { CommandGroup } from '../../editor/commands.ts'
import { keyCaps } from '../../editor/keyboard.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Keys } from '../../ui/keys.tsx'
import { commands } from '../commands/context.ts'

interface Line {
  readonly id: string
  readonly title: string
  readonly keys: readonly string[]
}

/** Commands that differ by direction or solver only stand in one line. */
const merged: readonly { prefix: string; title: string; keys: readonly string[]; suffix?: string }[] = [
  { prefix: 'point.nudge.', suffix: '.one', title: 'Nudge 1 px', keys: ['Arrows'] },
  { prefix: 'point.nudge.', suffix: '.ten', title: 'Nudge 10 px', keys: ['Shift+Arrows'] },
  { prefix: 'answer.use.', title: 'Use the answer of solver 1 to 6', keys: ['U 1–6'] },
  { prefix: 'answer.toggle.', title: 'Show or hide solver 1 to 6', keys: ['1–6'] },
]

function linesOf(group: CommandGroup): Line[] {
  const lines = new Map<string, Line>()
  for (const { id, title, keys } of commands.filter((command) => command.group === group)) {
    const rule = merged.find(({ prefix, suffix = '' }) => id.startsWith(prefix) && id.endsWith(suffix))
    const line = rule ? { id: rule.title, title: rule.title, keys: rule.keys } : { id, title, keys }
    lines.set(line.id, line)
  }
  return [...lines.values()]
}

const groups = [...new Set(commands.map(({ group }) => group))]
const beyondKeys: Partial<Record<CommandGroup, readonly Line[]>> = {
  Canvas: [{ id: 'pan', title: 'Pan in any tool', keys: ['Space+drag'] }],
}

/** The sheet of all keys, made from the command table. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [query, setQuery] = useState('')
  const words = query.trim().toLowerCase()
  const isFound = ({ title, keys }: Line): boolean => `${title} ${keys.join(' ')}`.toLowerCase().includes(words)
  const shown = groups
    .map((group) => ({ group, lines: [...linesOf(group), ...(beyondKeys[group] ?? [])].filter(isFound) }))
    .filter(({ lines }) => lines.length > 0)
  return (
    <Dialog
      title="Shortcuts"
      width={1040}
      onClose={onClose}
      tools={
        <label className="field sheet-search">
          <Icon name="search" />
          <input
            type="search"
            data-autofocus
            aria-label="Find a command or key"
            placeholder="Find a command or key"
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value)
            }}
          />
        </label>
      }
      footer={
        <span>
          On the picture Tab goes from target to target; F6 leaves it. Keys typed into a field stay there: Escape gives
          the keyboard back to the picture.
        </span>
      }
    >
      {/* Longer than a small window: whoever has no wheel scrolls it with the arrow keys. */}
      <div className="sheet" role="group" aria-label="All shortcuts" tabIndex={0}>
        {shown.map(({ group, lines }) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <ul>
              {lines.map(({ id, title, keys }) => (
                <li key={id}>
                  <span className="cut" title={title}>
                    {title}
                  </span>
                  {keys.slice(0, 1).map((chord) => (
                    <Keys key={chord} chords={keyCaps(chord)} />
                  ))}
                </li>
              ))}
            </ul>
          </section>
        ))}
        {shown.length === 0 && <p className="dim">Nothing matches.</p>}
      </div>
    </Dialog>
  )
}
