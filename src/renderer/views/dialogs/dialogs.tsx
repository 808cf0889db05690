import type { JSX } from 'react'
import { useEditor } from '../../state/editor.ts'
import { closeDialog, useView } from '../../state/view.ts'
import { ExportDialog } from '../export/export-dialog.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { NewProjectDialog } from './new-project-dialog.tsx'
import { RawReplyDialog } from './raw-reply-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { SolverDialog } from './solver-dialog.tsx'

/** The dialog that stands over the window, if any. A conflict comes before all others: it holds unsaved work. */
export function Dialogs(): JSX.Element | null {
  const dialog = useView((state) => state.dialog)
  const saving = useEditor((state) => state.saving)
  if (saving.kind === 'conflict') return <ConflictDialog theirs={saving.theirs} />
  if (!dialog) return null
  if (dialog.kind === 'shortcuts') return <ShortcutsDialog onClose={closeDialog} />
  if (dialog.kind === 'export') return <ExportDialog onClose={closeDialog} />
  if (dialog.kind === 'new-project') return <NewProjectDialog onClose={closeDialog} />
  if (dialog.kind === 'raw')
    return <RawReplyDialog of={dialog.of} id={dialog.id} solverName={dialog.solverName} onClose={closeDialog} />
  return <SolverDialog key={dialog.solverId ?? 'new'} solverId={dialog.solverId} onClose={closeDialog} />
}
