import { create } from 'zustand'
import type { Connection } from '../host.ts'

/** Whether the app behind the window can be reached. */
export const useConnection = create<{ connection: Connection }>(() => ({ connection: 'connecting' }))
