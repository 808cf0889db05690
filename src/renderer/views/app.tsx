import { type JSX, useEffect } from 'react'
import { createKeyboard } from '../editor/keyboard.ts'
import { listenToKeys } from '../editor/keyboard-events.ts'
import { editor, useEditor } from '../state/editor.ts'
import { useProject } from '../state/project.ts'
import { useSettings } from '../state/settings.ts'
import { listenToCommands } from '../state/start.ts'
import { useView } from '../state/view.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { keepFocus } from '../ui/keep-focus.ts'
import { Themed } from '../ui/theme.tsx'
import { CanvasPane } from './canvas-pane/canvas-pane.tsx'
import { commandContext, commands, run } from './commands/context.ts'
import { followInMenu } from './commands/native-menu.ts'
import { Palette } from './commands/palette.tsx'
import { Dialogs } from './dialogs/dialogs.tsx'
import { DropZone } from './drop-zone.tsx'
import { DatasetsView } from './export/datasets-view.tsx'
import { Inspector } from './inspector/inspector.tsx'
import { QueuePane } from './queue/queue-pane.tsx'
import { Rail } from './rail.tsx'
import { SettingsView } from './settings/settings-view.tsx'
import { SimilarPanel } from './similar/similar-panel.tsx'
import { SolveView } from './solve/solve-view.tsx'
import { SolversView } from './solvers/solvers-view.tsx'
import { StatusLine } from './status-line.tsx'

/** Asks before the window closes over work that is not on disk. */
function askIfUnsaved(event: BeforeUnloadEvent): void {
  if (editor.getState().unsaved.length > 0) event.preventDefault()
}

const keyboard = createKeyboard(commands, () => commandContext)

function Review(): JSX.Element {
  const isFinding = useEditor(({ tool, item }) => tool === 'similar' && item !== undefined)
  return (
    <main className="review">
      <QueuePane />
      <CanvasPane />
      {isFinding ? <SimilarPanel /> : <Inspector />}
    </main>
  )
}

function Unreachable({ reason }: { reason: string }): JSX.Element {
  return (
    <main className="full-state" role="alert">
      <Icon name="warning" className="bad" />
      <h2>Pointcheck could not be read</h2>
      <p>{reason}</p>
      <div className="go">
        <Button
          look="primary"
          icon="retry"
          onClick={() => {
            window.location.reload()
          }}
        >
          Try again
        </Button>
      </div>
    </main>
  )
}

/** The window. */
export function App(): JSX.Element {
  const view = useView((state) => state.view)
  const theme = useSettings(({ settings }) => settings.theme)
  const failure = useProject(({ app, error }) => (app ? undefined : error))
  useEffect(() => {
    const stops = [listenToKeys(window, keyboard), listenToCommands(run), followInMenu(), keepFocus('main.page')]
    window.addEventListener('beforeunload', askIfUnsaved)
    return () => {
      window.removeEventListener('beforeunload', askIfUnsaved)
      for (const stop of stops) stop()
    }
  }, [])
  return (
    <Themed setting={theme}>
      {failure === undefined ? (
        <div className="app">
          <Rail />
          {view === 'review' && <Review />}
          {view === 'solve' && <SolveView />}
          {view === 'solvers' && <SolversView />}
          {view === 'datasets' && <DatasetsView />}
          {view === 'settings' && <SettingsView />}
          <StatusLine />
        </div>
      ) : (
        <Unreachable reason={failure} />
      )}
      <Dialogs />
      <Palette />
      <DropZone />
    </Themed>
  )
}
