import type { AppEvent } from '../../contract/contract.ts'
import type { Settings } from '../../contract/payloads.ts'
import type { ImageLibrary } from '../images/image-library.ts'
import type { Store } from '../store/store.ts'

/** How long a key is kept, and how: until the app ends, in the system's keyring, or in a file sealed with a passphrase. */
export type Kept = 'session' | 'keyring' | 'sealed-file'

/** Where keys of services are kept. A key enters and is used to send; nothing hands it to the window. */
export interface KeyVault {
  /** How keys are kept here, in words for people. */
  readonly description: string
  /** The key with the origin it was entered for, or undefined. */
  get(solverId: string): Promise<{ readonly origin: string; readonly key: string } | undefined>
  /** Keeps a key and says whether it outlives this session. */
  set(solverId: string, origin: string, key: string): Promise<Kept>
  /** What may be shown of a key without unlocking anything. */
  peek(solverId: string): { readonly origin: string; readonly lastFour: string; readonly kept: Kept } | undefined
  remove(solverId: string): Promise<void>
}

/** Dialogs and the like that only the desktop door has. */
export interface Natives {
  openImages(folder: boolean): Promise<string[]>
  openProject(): Promise<string | undefined>
  saveExport(suggested: string, container: 'folder' | 'zip'): Promise<string | undefined>
  showInFolder(path: string): void
  /** A file for that purpose; none where the person gave up. */
  openFile(of: 'model' | 'answers' | 'profiles' | 'picture'): Promise<string[]>
  /** A notification of the system. */
  notify(title: string, body: string): void
}

/** Something worth a line in the log. Never holds a key, a body or a picture. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, error?: unknown) => void

/** What every service of an open project is built from. The clock and ids are handed in so that tests own them. */
export interface Context {
  readonly store: Store
  readonly images: ImageLibrary
  readonly keys: KeyVault
  readonly emit: (event: AppEvent) => void
  readonly settings: () => Settings
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number
  readonly newId: () => string
  readonly log: Log
}
