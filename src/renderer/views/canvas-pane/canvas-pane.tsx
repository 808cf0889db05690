import { type JSX, useMemo } from 'react'
import { matchPoints } from '../../../core/matching.ts'
import { hitRadiusPx } from '../../../core/scoring.ts'
import { Canvas } from '../../canvas/canvas.tsx'
import type { AnswerMarks } from '../../canvas/marker-groups.ts'
import { standings } from '../../state/answers.ts'
import { editor, useEditor } from '../../state/editor.ts'
import { openItem, useItem } from '../../state/item.ts'
import { retryPictures } from '../../state/pictures.ts'
import { useReadOnly } from '../../state/project.ts'
import { useQueue } from '../../state/queue.ts'
import { useSettings } from '../../state/settings.ts'
import { useSolvers } from '../../state/solvers.ts'
import { useView } from '../../state/view.ts'
import { viewport } from '../../state/viewport.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { markExample } from '../../state/similar.ts'
import { run } from '../commands/context.ts'
import { useMatchMarks } from '../similar/use-match-marks.ts'
import { Coach } from '../tour/coach.tsx'
import { Banners } from './banners.tsx'
import { EmptyState } from './empty-state.tsx'
import { ImportResult } from './import-result.tsx'
import { InstructionBar } from './instruction-bar.tsx'
import { ToolStrip } from './tool-strip.tsx'
import { UnreadableState } from './unreadable-state.tsx'
import { usePicture } from './use-picture.ts'

/** The answers to draw, judged against the truth on screen where there is one. */
function useAnswerMarks(): readonly AnswerMarks[] {
  const detail = useItem((state) => state.detail)
  const decision = useEditor(({ document }) => document.decision)
  const openId = useEditor(({ item }) => item?.id)
  const { solvers, hidden } = useSolvers()
  const radius = useSettings(({ settings }) => settings.hitRadius)
  const { targets, state } = decision
  return useMemo(() => {
    if (!detail || detail.item.id !== openId) return []
    const isJudged = targets.length > 0 || state === 'reviewed'
    const radiusPx = hitRadiusPx(radius, detail.item.image)
    return standings(detail, solvers).flatMap(({ solver, answer }) => {
      if (!answer || hidden.has(solver.id)) return []
      const { points } = answer
      const judged = isJudged ? { targets, matching: matchPoints(targets, points, radiusPx) } : undefined
      return [{ slot: solver.mark, points, judged }]
    })
  }, [detail, openId, solvers, hidden, radius, targets, state])
}

function Failed({ title, reason, onRetry }: { title: string; reason: string; onRetry: () => void }): JSX.Element {
  return (
    <div className="full-state" role="alert">
      <Icon name="warning" className="bad" />
      <h2>{title}</h2>
      <p>{reason}</p>
      <div className="go">
        <Button look="primary" icon="retry" onClick={onRetry}>
          Try again
        </Button>
        <Button hint="J" onClick={() => run('item.next')}>
          Next item
        </Button>
      </div>
    </div>
  )
}

function Stage(): JSX.Element {
  const { detail, id, status, error } = useItem()
  const total = useQueue((state) => state.total)
  const queueStatus = useQueue((state) => state.status)
  const { chip, text } = useQueue()
  const opacity = useView((state) => state.answerOpacity)
  const readOnly = useReadOnly()
  const answers = useAnswerMarks()
  const matches = useMatchMarks()
  const image = detail?.item.image
  const picture = usePicture(image?.hash, detail?.item.id)
  const bitmap = picture.status === 'ready' && picture.hash === image?.hash ? picture.bitmap : undefined
  const shown = useMemo(
    () => (bitmap && image ? { bitmap, size: { width: image.width, height: image.height } } : undefined),
    [bitmap, image],
  )

  const isEmptyProject = queueStatus === 'ready' && total === 0 && chip === 'all' && text === ''
  if (status === 'none' && isEmptyProject) return <EmptyState />
  if (status === 'missing')
    return (
      <Failed
        title="This item is not in the project any more"
        reason={error ?? ''}
        onRetry={() => {
          if (id !== undefined) void openItem(id)
        }}
      />
    )
  if (status === 'failed' && id !== undefined)
    return <Failed title="This item cannot be read" reason={error ?? ''} onRetry={() => void openItem(id)} />
  if (picture.status === 'failed' && detail)
    return <UnreadableState item={detail.item} reason={picture.reason} onRetry={retryPictures} />
  return (
    <>
      <Canvas
        editor={editor}
        viewport={viewport}
        picture={shown}
        answers={answers}
        opacity={opacity}
        readOnly={readOnly !== undefined}
        matches={matches}
        onMark={markExample}
        label={detail ? `Picture of ${detail.item.name}` : 'Picture'}
        describedBy="canvas-keys"
      />
      <p id="canvas-keys" className="unseen">
        Tab goes from target to target, the arrow keys move it, Delete removes it. F6 leaves the picture for the next
        part of the window, Shift F6 for the one before. The table of targets holds the same.
      </p>
    </>
  )
}

/** The middle pane: what is asked, the tools, and the picture. */
export function CanvasPane(): JSX.Element {
  return (
    <section className="pane canvas-pane" aria-label="Picture">
      <InstructionBar />
      <ToolStrip />
      <Banners />
      <div className="stage" data-pane>
        <Stage />
        <ImportResult />
      </div>
      <Coach />
    </section>
  )
}
