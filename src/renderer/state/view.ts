import { create } from 'zustand'
import type { ViewId } from '../editor/command-context.ts'

/** What stands over the window, if anything. */
export type OpenDialog =
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'export' }
  | { readonly kind: 'new-project' }
  | { readonly kind: 'add-solver' }
  | { readonly kind: 'remove-solver'; readonly solverId: string }
  | { readonly kind: 'import-answers' }
  | { readonly kind: 'run-budget' | 'cancel-run'; readonly runId: string }
  | { readonly kind: 'raw'; readonly of: 'answers' | 'tasks'; readonly id: string; readonly solverName: string }

interface ViewState {
  readonly view: ViewId
  readonly dialog: OpenDialog | undefined
  /** Of the answers on the picture, 0 to 1. */
  readonly answerOpacity: number
}

/** What the window shows besides its data. */
export const useView = create<ViewState>(() => ({
  view: 'review',
  dialog: undefined,
  answerOpacity: 0.8,
}))

export const showView = (view: ViewId): void => {
  useView.setState({ view, dialog: undefined })
}
export const openDialog = (dialog: OpenDialog): void => {
  useView.setState({ dialog })
}
export const closeDialog = (): void => {
  useView.setState({ dialog: undefined })
}
