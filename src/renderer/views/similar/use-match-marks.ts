import { useMemo } from 'react'
import type { MatchMarks } from '../../canvas/draw-matches.ts'
import { useEditor } from '../../state/editor.ts'
import { counted } from '../../state/matches.ts'
import { useSimilar } from '../../state/similar.ts'

/** What is marked and found on the open item, while the tool is held. */
export function useMatchMarks(): MatchMarks | undefined {
  const openId = useEditor(({ item }) => item?.id)
  const isHeld = useEditor(({ tool }) => tool === 'similar')
  const { examples, search, threshold } = useSimilar()
  return useMemo(() => {
    if (!isHeld || openId === undefined) return undefined
    return {
      examples: examples.filter(({ itemId }) => itemId === openId).map(({ box }) => box),
      found:
        search.kind === 'done' && search.itemId === openId
          ? counted(search.found, threshold).map(({ box }) => box)
          : [],
    }
  }, [isHeld, openId, examples, search, threshold])
}
