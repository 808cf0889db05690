import type { JSX } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ImagePoint } from '../../core/geometry.ts'
import type { Editor } from '../editor/editor.ts'
import './canvas.css'
import type { MatchMarks } from './draw-matches.ts'
import { Legend } from './legend.tsx'
import type { AnswerMarks } from './marker-groups.ts'
import { MiniMap } from './mini-map.tsx'
import { listenToPointers } from './pointer-input.ts'
import type { CanvasStage, Picture } from './stage.ts'
import { createStage } from './stage.ts'
import type { Viewport } from '../editor/viewport.ts'

interface CanvasProps {
  editor: Editor
  viewport: Viewport
  /** The picture of the open item; it must not be closed while it is given. */
  picture: Picture | undefined
  /** The answers to show. Give the same list while it is the same: a new one is sorted anew. */
  answers: readonly AnswerMarks[]
  /** Of the answers, 0 to 1. */
  opacity: number
  readOnly: boolean
  /** What was marked and found, while that is being done. Give the same object while it is the same. */
  matches?: MatchMarks | undefined
  /** A box was drawn round an example, between two corners; image frame. */
  onMark: (from: ImagePoint, to: ImagePoint) => void
  /** What screen readers call the picture. */
  label: string
  /** Id of an element that says how to use it with the keyboard. */
  describedBy?: string | undefined
}

const nothing: readonly AnswerMarks[] = []

/** The picture with its markers, map and legend. Fills its parent, whose position must not be static. */
export function Canvas(props: CanvasProps): JSX.Element {
  const { editor, viewport, picture, answers, opacity, readOnly, matches, onMark, label, describedBy } = props
  const element = useRef<HTMLDivElement>(null)
  const [stage, setStage] = useState<CanvasStage>()
  const isReadOnly = useRef(readOnly)
  const mark = useRef(onMark)
  const tool = useStore(editor, (state) => state.tool)

  useEffect(() => {
    const container = element.current
    if (!container) return undefined
    const made = createStage(container, editor, viewport)
    setStage(made)
    const stopPointers = listenToPointers(
      container,
      made,
      editor,
      viewport,
      () => isReadOnly.current,
      (from, to) => {
        mark.current(from, to)
      },
    )
    const sized = new ResizeObserver(([entry]) => {
      if (entry) made.resize(entry.contentRect.width, entry.contentRect.height)
    })
    sized.observe(container)
    const themed = new MutationObserver(() => made.retheme())
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
    return () => {
      stopPointers()
      sized.disconnect()
      themed.disconnect()
      made.close()
      setStage(undefined)
    }
  }, [editor, viewport])

  useEffect(() => {
    isReadOnly.current = readOnly
    mark.current = onMark
  }, [readOnly, onMark])
  useEffect(() => stage?.showPicture(picture), [stage, picture])
  useEffect(() => stage?.showMatches(matches), [stage, matches])
  useEffect(() => stage?.showAnswers(opacity > 0 ? answers : nothing, opacity), [stage, answers, opacity])

  return (
    <>
      <div
        ref={element}
        className="canvas"
        data-place="canvas"
        data-tool={tool}
        role="application"
        aria-label={label}
        aria-describedby={describedBy}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application takes keys of its own
        tabIndex={0}
      />
      {picture && <MiniMap picture={picture} viewport={viewport} editor={editor} />}
      {picture && answers.some((answer) => answer.judged) && <Legend />}
    </>
  )
}
