/** Brings the keyboard to the key of the solver in the details pane, once that is drawn. */
export const focusKey = (): void => {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[data-place="solver-key"]')?.focus()
  })
}
