import type { JSX } from 'react'
import { useEditor } from '../../state/editor.ts'
import { closeDialog, useView } from '../../state/view.ts'
import { AddSolverDialog } from '../solvers/add-solver-dialog.tsx'
import { RemoveSolverDialog } from '../solvers/remove-solver-dialog.tsx'
import { ExportDialog } from '../export/export-dialog.tsx'
import { CancelRunDialog, RunBudgetDialog } from '../solve/run-dialogs.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { ImportAnswersDialog } from './import-answers-dialog.tsx'
import { NewProjectDialog } from './new-project-dialog.tsx'
import { RawReplyDialog } from './raw-reply-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

/** The dialog that stands over the window, if any. A conflict comes before all others: it holds unsaved work. */
export function Dialogs(): JSX.Element | null {
  const dialog = useView((state) => state.dialog)
  const saving = useEditor((state) => state.saving)
  if (saving.kind === 'conflict') return <ConflictDialog theirs={saving.theirs} />
  if (!dialog) return null
  if (dialog.kind === 'shortcuts') return <ShortcutsDialog onClose={closeDialog} />
  if (dialog.kind === 'export') return <ExportDialog onClose={closeDialog} />
  if (dialog.kind === 'new-project') return <NewProjectDialog onClose={closeDialog} />
  if (dialog.kind === 'import-answers') return <ImportAnswersDialog onClose={closeDialog} />
  if (dialog.kind === 'run-budget') return <RunBudgetDialog runId={dialog.runId} onClose={closeDialog} />
  if (dialog.kind === 'cancel-run') return <CancelRunDialog runId={dialog.runId} onClose={closeDialog} />
  if (dialog.kind === 'raw')
    return <RawReplyDialog of={dialog.of} id={dialog.id} solverName={dialog.solverName} onClose={closeDialog} />
  if (dialog.kind === 'remove-solver') return <RemoveSolverDialog solverId={dialog.solverId} onClose={closeDialog} />
  return <AddSolverDialog onClose={closeDialog} />
}
