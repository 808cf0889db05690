import { leaveConvention } from '../../../state/solvers-view.ts'

/** Goes back to the list, with the keyboard on the solver that was looked at. */
export function backToList(): void {
  leaveConvention()
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('.solver-table [aria-selected="true"]')?.focus()
  })
}
