import { type AppClient, type AppEvent, contract } from '../contract/contract.ts'
import { ContractError, createClient, type Reply, type Transport } from '../contract/rpc.ts'

/** Whether the app behind this window can be reached. `refused`: the link of this window is no longer good. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'refused'

/** Everything the window asks of what is behind it. The same for every door. */
export interface Host {
  readonly client: AppClient
  /** Calls back for every event until the returned function is called. */
  listen(onEvent: (event: AppEvent) => void): () => void
  /** Calls back at once and whenever the connection changes. */
  watchConnection(onChange: (connection: Connection) => void): () => void
  /** The bytes of a picture as the window shows it. Throws ContractError where it cannot be had. */
  picture(hash: string, size: 'thumb' | 'full', signal?: AbortSignal): Promise<Blob>
  /** Hands one file to an import opened with `imports.begin`. */
  upload(jobId: string, name: string, file: Blob): Promise<void>
  /** Where a dropped file or folder lies on this machine; only the desktop door knows. */
  readonly pathOf: ((file: File) => string) | undefined
  /** Shows the window's commands in the native menu; only the desktop door has one. */
  readonly setMenu: ((items: readonly MenuItem[]) => Promise<void>) | undefined
}

/** A command as the native menu shows it. */
export interface MenuItem {
  readonly id: string
  readonly title: string
  /** The menu it stands in. */
  readonly group: string
  /** As `Ctrl+Z`; only keys that are one chord. */
  readonly keys?: string
  readonly enabled: boolean
}

/** What the preload of the desktop door puts on `window`. */
interface Bridge extends Transport {
  pathOf(file: File): string
  setMenu(items: readonly MenuItem[]): Promise<Reply>
  upload(jobId: string, name: string, bytes: Uint8Array): Promise<Reply>
}

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 15_000
const TOKEN_KEY = 'pointcheck-token'

function throwFailure(reply: Reply): void {
  if (!reply.ok) throw new ContractError(reply.error.code, reply.error.message)
}

const pictureFailure = async (response: Response): Promise<ContractError> => {
  const type = response.headers.get('content-type') ?? ''
  const reply = type.includes('json') ? ((await response.json()) as Reply) : undefined
  if (reply && !reply.ok) return new ContractError(reply.error.code, reply.error.message)
  return new ContractError('unreadable', `The picture could not be read (${String(response.status)}).`)
}

function createBridgeHost(bridge: Bridge): Host {
  return {
    client: createClient(contract, bridge),
    listen: (onEvent) =>
      bridge.listen((event) => {
        onEvent(event as AppEvent)
      }),
    watchConnection: (onChange) => {
      onChange('connected')
      return () => undefined
    },
    picture: async (hash, size, signal) => {
      const response = await fetch(`pointcheck://app/images/${hash}?size=${size}`, signal ? { signal } : {})
      if (!response.ok) throw await pictureFailure(response)
      return response.blob()
    },
    upload: async (jobId, name, file) => {
      throwFailure(await bridge.upload(jobId, name, new Uint8Array(await file.arrayBuffer())))
    },
    pathOf: (file) => bridge.pathOf(file),
    setMenu: async (items) => {
      throwFailure(await bridge.setMenu(items))
    },
  }
}

/** The code of the printed link is exchanged once; the token stays with this tab and the code leaves the address. */
async function tokenOf(page: Window): Promise<string | undefined> {
  const code = page.location.hash.slice(1)
  if (code === '') return page.sessionStorage.getItem(TOKEN_KEY) ?? undefined
  page.history.replaceState(null, '', page.location.pathname)
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  if (!response.ok) return page.sessionStorage.getItem(TOKEN_KEY) ?? undefined
  const { token } = (await response.json()) as { token: string }
  page.sessionStorage.setItem(TOKEN_KEY, token)
  return token
}

function createHttpHost(page: Window): Host {
  const token = tokenOf(page)
  const watchers = new Set<(connection: Connection) => void>()
  const listeners = new Set<(event: AppEvent) => void>()
  let connection: Connection = 'connecting'
  let retryMs = FIRST_RETRY_MS

  const become = (next: Connection): void => {
    if (next === connection) return
    connection = next
    for (const watcher of watchers) watcher(next)
  }

  const request = async (path: string, init: Omit<RequestInit, 'headers'>, type?: string): Promise<Response> => {
    const bearer = await token
    if (bearer === undefined) {
      become('refused')
      throw new ContractError('refused', 'This window has no access. Open the link that was printed in the terminal.')
    }
    const headers = new Headers({ authorization: `Bearer ${bearer}` })
    if (type !== undefined) headers.set('content-type', type)
    let response: Response
    try {
      response = await fetch(path, { ...init, headers })
    } catch (error) {
      if (init.signal?.aborted) throw error
      // Whether the connection is lost is said by the socket alone: it says too when it is there again.
      throw new ContractError('disconnected', 'Pointcheck does not answer. It may have been closed.', { cause: error })
    }
    if (response.status === 401) become('refused')
    return response
  }

  const connect = async (): Promise<void> => {
    const bearer = await token
    if (bearer === undefined) {
      become('refused')
      return
    }
    const socket = new WebSocket(`${page.location.origin.replace(/^http/, 'ws')}/events`, ['pointcheck', bearer])
    socket.addEventListener('open', () => {
      retryMs = FIRST_RETRY_MS
      become('connected')
    })
    socket.addEventListener('message', ({ data }) => {
      const event = JSON.parse(String(data)) as AppEvent
      for (const listener of listeners) listener(event)
    })
    socket.addEventListener('close', () => {
      if (connection === 'refused') return
      become('lost')
      page.setTimeout(() => void connect(), retryMs)
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
    })
  }
  void connect()

  const send: Transport['send'] = async (method, input) => {
    const body = JSON.stringify(input)
    const response = await request(`/rpc/${method}`, { method: 'POST', body }, 'application/json')
    return (await response.json()) as Reply
  }

  return {
    client: createClient(contract, { send }),
    listen: (onEvent) => {
      listeners.add(onEvent)
      return () => listeners.delete(onEvent)
    },
    watchConnection: (onChange) => {
      watchers.add(onChange)
      onChange(connection)
      return () => watchers.delete(onChange)
    },
    picture: async (hash, size, signal) => {
      const response = await request(`/images/${hash}?size=${size}`, signal ? { signal } : {})
      if (!response.ok) throw await pictureFailure(response)
      return response.blob()
    },
    upload: async (jobId, name, file) => {
      const query = new URLSearchParams({ job: jobId, name })
      const response = await request(`/images?${query.toString()}`, { method: 'POST', body: file })
      throwFailure((await response.json()) as Reply)
    },
    pathOf: undefined,
    setMenu: undefined,
  }
}

const { bridge } = window as { bridge?: Bridge }

/** The one connection of this window to the app. */
export const host: Host = bridge ? createBridgeHost(bridge) : createHttpHost(window)
export const { client } = host
