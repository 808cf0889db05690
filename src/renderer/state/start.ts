import type { AppEvent } from '../../contract/contract.ts'
import { host } from '../host.ts'
import { coalesce } from './coalesce.ts'
import { useConnection } from './connection.ts'
import { takeImportEnd } from './importing.ts'
import { closeItem, openItem, refreshItem, useItem } from './item.ts'
import { loadJobs, takeJob } from './jobs.ts'
import { clearChosen } from './chosen-items.ts'
import { forgetNetwork, takeNetwork, watchNetwork } from './network.ts'
import { loadCounts, loadProject, useProject } from './project.ts'
import { refreshRows, reloadQueue, showQueue, useQueue } from './queue.ts'
import { loadUnconfirmed, takeUnconfirmed } from './runs-unconfirmed.ts'
import { notifyEnd } from './runs-notify.ts'
import { chooseRun, loadRuns, takeRun } from './runs.ts'
import { loadSettings, useSettings } from './settings.ts'
import { loadSolvers } from './solvers.ts'

/** Lists and figures change at most ten times a second, however much runs. */
const SOON_MS = 100
const LIST_MS = 250

type CommandListener = (id: string) => void
const commandListeners = new Set<CommandListener>()

/** Hears of commands chosen in the native menu until the returned function is called. */
export function listenToCommands(listener: CommandListener): () => void {
  commandListeners.add(listener)
  return () => commandListeners.delete(listener)
}

async function openFirst(): Promise<void> {
  const [first] = useQueue.getState().rows
  if (first && useItem.getState().id === undefined) await openItem(first.id)
}

/** Reads everything anew: at the start, and whenever events may have been missed. */
async function loadEverything(): Promise<void> {
  try {
    await Promise.all([
      loadSettings(),
      loadProject(),
      loadSolvers(),
      loadJobs(),
      loadRuns(),
      loadUnconfirmed(),
      reloadQueue(),
      refreshItem(),
    ])
    await openFirst()
  } catch (error) {
    useProject.setState({ error: error instanceof Error ? error.message : String(error) })
  }
}

async function refreshItems(ids: readonly string[]): Promise<void> {
  const { id } = useItem.getState()
  const open = id !== undefined && ids.includes(id) ? refreshItem() : Promise.resolve()
  await Promise.all([refreshRows(ids), loadCounts(), open])
}

async function reloadItems(): Promise<void> {
  await Promise.all([reloadQueue(), loadCounts(), refreshItem()])
  await openFirst()
}

async function changeProject(): Promise<void> {
  closeItem()
  clearChosen()
  chooseRun(undefined)
  forgetNetwork()
  await showQueue({ chip: 'all', text: '', only: undefined })
  await loadEverything()
}

type Report = (what: string, error: unknown) => void

/** Brings the state up to what an event says. `report` hears of what could not be read. */
function createTaker(report: Report): (event: AppEvent) => void {
  const guarded = (what: string, work: () => Promise<void>) => async (): Promise<void> => {
    try {
      await work()
    } catch (error) {
      report(what, error)
    }
  }
  const changedIds = new Set<string>()
  const refreshChanged = coalesce(
    guarded('The list could not be read again', async () => {
      const ids = [...changedIds]
      changedIds.clear()
      await refreshItems(ids)
    }),
    SOON_MS,
  )
  const reloadList = coalesce(guarded('The list could not be read again', reloadItems), LIST_MS)
  const reloadSolvers = coalesce(guarded('The solvers could not be read again', loadSolvers), SOON_MS)

  return (event) => {
    switch (event.name) {
      case 'item.changed':
        changedIds.add(event.payload.id)
        return refreshChanged()
      case 'task.changed':
        changedIds.add(event.payload.itemId)
        takeUnconfirmed(event.payload)
        return refreshChanged()
      case 'items.changed':
        return reloadList()
      case 'job.changed':
        takeJob(event.payload)
        void guarded('The result of the import could not be read', async () => takeImportEnd(event.payload))()
        return undefined
      case 'run.changed':
        return takeRun(event.payload)
      case 'run.ended':
        return notifyEnd(event.payload)
      case 'network.changed':
        return takeNetwork(event.payload)
      case 'solvers.changed':
        return reloadSolvers()
      case 'settings.changed':
        useSettings.setState({ settings: event.payload })
        return undefined
      case 'project.changed':
        void guarded('The project could not be read', changeProject)()
        return undefined
      case 'command.run':
        for (const listener of commandListeners) listener(event.payload.id)
        return undefined
    }
  }
}

/** Reads the state of the app and follows its events for as long as the window lives. `report` hears of what could not be read. */
export function startState(report: Report): void {
  host.listen(createTaker(report))
  watchNetwork()
  host.watchConnection((connection) => {
    useConnection.setState({ connection })
    if (connection === 'connected') void loadEverything()
  })
}
