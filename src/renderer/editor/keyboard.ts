import type { CommandContext } from './command-context.ts'
import type { Command } from './commands.ts'

/** What has the focus: a text field, a control with keys of its own, the picture, nothing, or a dialog on top of all. */
export type Place = 'field' | 'control' | 'canvas' | 'page' | 'dialog'

/** A key that went down. */
export interface KeyPress {
  /** The names the chord may go by, the best first: `Shift+0` is `)` too. */
  readonly chords: readonly string[]
  readonly place: Place
  /** Whether the key is being held. */
  readonly repeat: boolean
  /** Milliseconds since any fixed moment. */
  readonly at: number
}

/** The keyboard as one object: feed it what goes down and up, and it runs commands. */
export interface Keyboard {
  /** Answers whether the press was taken, so that nothing else should happen. */
  press(press: KeyPress): boolean
  /** A key went up, or the window lost the focus: what a held key began ends. */
  release(): void
}

/** How long the first chord of two waits for the second, ms. */
const SEQUENCE = 1_500

/** Keys by which a focused control itself is worked. */
const CONTROL_KEYS =
  /^(Shift\+)?(Enter|Space|Tab|Home|End|PageUp|PageDown|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|Delete|Backspace|Escape)$/

function isHeard(command: Command, chord: string, place: Place, context: CommandContext): boolean {
  if (place === 'dialog') return false
  if (place === 'field' && !command.inFields) return false
  if (place === 'control' && CONTROL_KEYS.test(chord)) return false
  if (command.where === 'canvas' && place !== 'canvas') return false
  return command.where === 'everywhere' || context.view === 'review'
}

/** Reads `context` anew at every press. Only enabled commands count, so `U` may be a command and the first half of one. */
export function createKeyboard(commands: readonly Command[], context: () => CommandContext): Keyboard {
  let first: { readonly chord: string; readonly at: number } | undefined
  let held: Command | undefined

  const keyboard: Keyboard = {
    press({ chords, place, repeat, at }) {
      const now = context()
      const before = first && at - first.at <= SEQUENCE ? `${first.chord} ` : ''
      const heard = (keys: string, chord: string): Command | undefined =>
        commands.find(
          (command) => command.keys.includes(keys) && isHeard(command, chord, place, now) && command.enabled(now),
        )
      const find = (prefix: string): Command | undefined => {
        for (const chord of chords) {
          const command = heard(prefix + chord, chord)
          if (command) return command
        }
        return undefined
      }
      const command = (before === '' ? undefined : find(before)) ?? find('')
      first = undefined
      if (command) {
        if (repeat && !command.repeats) return true
        if (held !== command) keyboard.release()
        held = command
        command.run(now)
        return true
      }
      const opening = chords.find((chord) =>
        commands.some(
          (one) =>
            one.keys.some((keys) => keys.startsWith(`${chord} `)) &&
            isHeard(one, chord, place, now) &&
            one.enabled(now),
        ),
      )
      if (opening !== undefined) first = { chord: opening, at }
      return opening !== undefined
    },
    release() {
      const command = held
      held = undefined
      command?.release?.(context())
    },
  }
  return keyboard
}

/** The chords of a command's keys, each as the caps to press: `Ctrl+Shift+Z` is one chord of three. */
export const keyCaps = (keys: string): readonly (readonly string[])[] =>
  keys.split(' ').map((chord) => chord.split(/\+(?=.)/).map((cap) => CAPS[cap] ?? cap))

const CAPS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  '-': '−',
}
