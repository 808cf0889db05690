import { useEffect, useState } from 'react'
import { bitmapOf, markUnreadable, onRetry } from '../../state/pictures.ts'
import { useQueue } from '../../state/queue.ts'

export type Picture =
  | { readonly status: 'none' | 'loading' }
  | { readonly status: 'ready'; readonly hash: string; readonly bitmap: ImageBitmap }
  | { readonly status: 'failed'; readonly reason: string }

async function decodeAhead(itemId: string | undefined): Promise<void> {
  const { rows } = useQueue.getState()
  const following = rows[rows.findIndex(({ id }) => id === itemId) + 1]
  // What is wrong with the next picture is said when it is opened.
  if (following) await bitmapOf(following.imageHash).catch(() => undefined)
}

async function read(hash: string): Promise<Picture> {
  try {
    return { status: 'ready', hash, bitmap: await bitmapOf(hash) }
  } catch (error) {
    return { status: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The decoded picture of an image. Once it is shown, that of the item after it is decoded too. */
export function usePicture(hash: string | undefined, itemId: string | undefined): Picture {
  const [picture, setPicture] = useState<Picture>({ status: 'loading' })
  useEffect(() => {
    if (hash === undefined) return undefined
    let isWanted = true
    const load = async (): Promise<void> => {
      const found = await read(hash)
      if (!isWanted) return
      setPicture(found)
      markUnreadable(found.status === 'failed' ? hash : undefined)
      if (found.status === 'ready') await decodeAhead(itemId)
    }
    void load()
    const stop = onRetry(() => void load())
    return () => {
      stop()
      isWanted = false
    }
  }, [hash, itemId])
  return hash === undefined ? { status: 'none' } : picture
}
