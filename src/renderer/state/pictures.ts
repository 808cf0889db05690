import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { host } from '../host.ts'

const MAX_THUMBNAILS = 600
const MAX_LOADING = 6
const MAX_BITMAPS = 3

/** The picture that could not be shown, and how often all of them were tried anew. */
export const usePictureTrouble = create<{ readonly unreadable: string | undefined; readonly round: number }>(() => ({
  unreadable: undefined,
  round: 0,
}))

/** Notes that the picture of the open item cannot be shown, or that it can. */
export const markUnreadable = (hash: string | undefined): void => {
  usePictureTrouble.setState({ unreadable: hash })
}

export const isPictureUnreadable = (hash: string | undefined): boolean =>
  hash !== undefined && usePictureTrouble.getState().unreadable === hash

/** Tries pictures that could not be read again: their files may have come back. */
export const retryPictures = (): void => {
  usePictureTrouble.setState(({ round }) => ({ round: round + 1 }))
}

/** Calls back whenever pictures are to be tried again. */
export const onRetry = (again: () => void): (() => void) =>
  usePictureTrouble.subscribe((now, before) => {
    if (now.round !== before.round) again()
  })

/** Object URLs of thumbnails, least recently used first. */
const thumbnails = new Map<string, string>()

interface Wish {
  readonly hash: string
  readonly take: (url: string | undefined) => void
  readonly abort: AbortController
}

/** Thumbnails not yet asked for. The newest is served first: it is what the reviewer looks at now. */
const wishes: Wish[] = []
let loading = 0

function keep(hash: string, blob: Blob): string {
  const url = URL.createObjectURL(blob)
  thumbnails.set(hash, url)
  for (const [oldest, old] of thumbnails) {
    if (thumbnails.size <= MAX_THUMBNAILS) break
    thumbnails.delete(oldest)
    URL.revokeObjectURL(old)
  }
  return url
}

async function serve(wish: Wish): Promise<void> {
  loading += 1
  try {
    const known = thumbnails.get(wish.hash)
    wish.take(known ?? keep(wish.hash, await host.picture(wish.hash, 'thumb', wish.abort.signal)))
  } catch {
    // Shown as a picture that cannot be read; why is said where the item is opened.
    if (!wish.abort.signal.aborted) wish.take(undefined)
  } finally {
    loading -= 1
    serveNext()
  }
}

function serveNext(): void {
  while (loading < MAX_LOADING) {
    const wish = wishes.pop()
    if (!wish) return
    if (!wish.abort.signal.aborted) void serve(wish)
  }
}

export type Thumbnail = { readonly status: 'loading' | 'failed' } | { readonly status: 'ready'; readonly url: string }

/** The thumbnail of an image; loads it while the caller is on screen and gives up when it leaves. */
export function useThumbnail(hash: string | undefined): Thumbnail {
  const [loaded, setLoaded] = useState<{ hash: string; url: string | undefined }>()
  const known = hash === undefined ? undefined : thumbnails.get(hash)
  useEffect(() => {
    if (hash === undefined || known !== undefined) return undefined
    const abort = new AbortController()
    const take = (url: string | undefined): void => {
      setLoaded({ hash, url })
    }
    const wish = (): void => {
      wishes.push({ hash, take, abort })
      serveNext()
    }
    wish()
    const stop = onRetry(wish)
    return () => {
      stop()
      abort.abort()
    }
  }, [hash, known])
  if (known !== undefined) return { status: 'ready', url: known }
  if (loaded === undefined || loaded.hash !== hash) return { status: 'loading' }
  return loaded.url === undefined ? { status: 'failed' } : { status: 'ready', url: loaded.url }
}

/** Decoded pictures, least recently used first. */
const bitmaps = new Map<string, Promise<ImageBitmap>>()

async function decode(hash: string): Promise<ImageBitmap> {
  return createImageBitmap(await host.picture(hash, 'full'))
}

async function forget(hash: string): Promise<void> {
  const old = bitmaps.get(hash)
  bitmaps.delete(hash)
  // One that could not be decoded has nothing to free; who asked for it was told.
  const bitmap = await old?.catch(() => undefined)
  bitmap?.close()
}

/** The decoded picture of an image. It stays open until two others were asked for after it. */
export async function bitmapOf(hash: string): Promise<ImageBitmap> {
  const known = bitmaps.get(hash) ?? decode(hash)
  bitmaps.delete(hash)
  bitmaps.set(hash, known)
  for (const oldest of bitmaps.keys()) {
    if (bitmaps.size <= MAX_BITMAPS) break
    void forget(oldest)
  }
  try {
    return await known
  } catch (error) {
    // A later attempt starts afresh.
    if (bitmaps.get(hash) === known) bitmaps.delete(hash)
    throw error
  }
}
