import { create } from 'zustand'
import { Settings } from '../../contract/payloads.ts'
import { client } from '../host.ts'

/** The settings as they are stored; the defaults until they are read. */
export const useSettings = create<{ settings: Settings; isRead: boolean }>(() => ({
  settings: Settings.parse({}),
  isRead: false,
}))

export async function loadSettings(): Promise<void> {
  useSettings.setState({ settings: await client['settings.get']({}), isRead: true })
}

/** Stores a change. Throws ContractError. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const settings = await client['settings.set']({ ...useSettings.getState().settings, ...change })
  useSettings.setState({ settings })
}
