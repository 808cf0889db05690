import type { Keyboard, KeyPress, Place } from './keyboard.ts'

/** What a browser says of a key; `KeyboardEvent` is one. */
type KeyEvent = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'timeStamp'
>

const DIALOG = '[role="dialog"], [role="menu"], [role="alertdialog"]'
const CANVAS = '[data-place="canvas"]'
const TOGGLE = 'input[type="checkbox"], input[type="radio"], input[type="range"], input[type="button"]'
const FIELD = 'input, textarea, select, [contenteditable="true"]'
const CONTROL = 'button, a[href], summary, [role], [tabindex]'

/** Where a key was pressed, from the element that had the focus. */
export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element) || target === target.ownerDocument.body) return 'page'
  if (target.closest(DIALOG)) return 'dialog'
  if (target.matches(TOGGLE)) return 'control'
  if (target.closest(FIELD)) return 'field'
  if (target.matches(CANVAS)) return 'canvas'
  return target.closest(CONTROL) ? 'control' : 'page'
}

/**
 * The names of a chord, such as `Ctrl+Shift+Z`. A sign that stands on a key of its own on one layout needs Shift on
 * another, and a digit does on some: so the sign goes without Shift, and the digit is named by its place too.
 */
export function chordsOf(event: KeyEvent): readonly string[] {
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  const alt = event.altKey ? 'Alt+' : ''
  const shift = event.shiftKey ? 'Shift+' : ''
  const digit = /^Digit(\d)$/.exec(event.code)?.[1]
  const named = event.key === ' ' ? 'Space' : event.key
  const isSign = named.length === 1 && named.toUpperCase() === named.toLowerCase() && !/\d/.test(named)
  const chord = `${ctrl}${alt}${isSign ? '' : shift}${named.length === 1 ? named.toUpperCase() : named}`
  return digit === undefined ? [chord] : [chord, `${ctrl}${alt}${shift}${digit}`]
}

/** Under a dialog nothing hears keys, wherever the focus is: one that opens may not have it yet. */
const isCovered = ({ document }: Window): boolean =>
  document.querySelector('[role="dialog"][aria-modal="true"]') !== null

const pressOf = (event: KeyboardEvent, window: Window): KeyPress => ({
  chords: chordsOf(event),
  place: isCovered(window) ? 'dialog' : placeOf(event.target),
  repeat: event.repeat,
  at: event.timeStamp,
})

/** Feeds the keys of a window to a keyboard until the returned function is called. What is taken goes no further. */
export function listenToKeys(window: Window, keyboard: Keyboard): () => void {
  const controller = new AbortController()
  const { signal } = controller
  window.addEventListener(
    'keydown',
    (event) => {
      // While characters are being composed the keys belong to the input method.
      if (event.defaultPrevented || event.isComposing) return
      if (keyboard.press(pressOf(event, window))) event.preventDefault()
    },
    { signal },
  )
  window.addEventListener('keyup', () => keyboard.release(), { signal })
  window.addEventListener('blur', () => keyboard.release(), { signal })
  return () => controller.abort()
}
