import { useEffect, useState } from 'react'
import { bitmapOf } from '../../state/pictures.ts'
import { useQueue } from '../../state/queue.ts'

export type Picture =
  | { readonly status: 'none' | 'loading' }
  | { readonly status: 'ready'; readonly hash: string; readonly bitmap: ImageBitmap }
  | { readonly status: 'failed'; readonly reason: string }

/** The decoded picture of an image. Once it is shown, that of the item after it is decoded too. */
export function usePicture(hash: string | undefined, itemId: string | undefined): Picture & { retry: () => void } {
  const [attempt, setAttempt] = useState(0)
  const [picture, setPicture] = useState<Picture>({ status: 'none' })
  useEffect(() => {
    if (hash === undefined) {
      setPicture({ status: 'none' })
      return undefined
    }
    let isWanted = true
    const load = async (): Promise<void> => {
      try {
        const bitmap = await bitmapOf(hash)
        if (isWanted) setPicture({ status: 'ready', hash, bitmap })
      } catch (error) {
        if (isWanted) setPicture({ status: 'failed', reason: error instanceof Error ? error.message : String(error) })
        return
      }
      const { rows } = useQueue.getState()
      const following = rows[rows.findIndex(({ id }) => id === itemId) + 1]
      // What is wrong with the next picture is said when it is opened.
      if (isWanted && following) await bitmapOf(following.imageHash).catch(() => undefined)
    }
    void load()
    return () => {
      isWanted = false
    }
  }, [hash, itemId, attempt])
  return {
    ...picture,
    retry: () => {
      setAttempt(attempt + 1)
    },
  }
}
