import { create } from 'zustand'
import type { AppInfo } from '../../contract/payloads.ts'
import { client } from '../host.ts'

interface Counts {
  readonly total: number
  readonly unreviewed: number
  readonly reviewed: number
  readonly flagged: number
  readonly failed: number
}

interface ProjectState {
  readonly app: AppInfo | undefined
  readonly counts: Counts | undefined
  /** Why nothing could be read, in words. */
  readonly error: string | undefined
}

/** The open project and its totals. */
export const useProject = create<ProjectState>(() => ({ app: undefined, counts: undefined, error: undefined }))

export async function loadProject(): Promise<void> {
  const [app, counts] = await Promise.all([client['app.info']({}), client['items.counts']({})])
  useProject.setState({ app, counts, error: undefined })
}

export async function loadCounts(): Promise<void> {
  useProject.setState({ counts: await client['items.counts']({}) })
}

/** Why nothing may be changed, or undefined where it may. */
export const useReadOnly = (): string | undefined => useProject(({ app }) => app?.project.readOnly)
