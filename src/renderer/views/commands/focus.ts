/** Gives the keyboard back to the picture. */
export const focusCanvas = (): void => {
  document.querySelector<HTMLElement>('[data-place="canvas"]')?.focus()
}

/** Brings the keyboard to the label of the selected target in the table. */
export const focusLabel = (): void => {
  const field = document.querySelector<HTMLInputElement>('.target-row[aria-selected="true"] input.text')
  field?.focus()
  field?.select()
}

const FOCUSABLE = 'button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"]'

/** What takes the keyboard in a part of the window: what is marked for it, else the first control that is seen. */
function entryOf(pane: Element): HTMLElement | undefined {
  const marked = pane.querySelector<HTMLElement>('[data-pane-entry]')
  if (marked?.checkVisibility()) return marked
  return [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find((one) => one.checkVisibility())
}

/** Brings the keyboard from one part of the window to the next, or to the one before, and round. */
export function focusPane(direction: 'next' | 'previous'): void {
  const panes = [...document.querySelectorAll('[data-pane]')].flatMap((pane) => {
    const entry = entryOf(pane)
    return entry ? [{ pane, entry }] : []
  })
  const at = panes.findIndex(({ pane }) => pane.contains(document.activeElement))
  const to = direction === 'next' ? at + 1 : (at < 0 ? panes.length : at) - 1
  panes.at(to % panes.length)?.entry.focus()
}
