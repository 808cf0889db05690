import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { Target } from '../../../src/core/truth.ts'
import { Canvas } from '../../../src/renderer/canvas/canvas.tsx'
import { createStage } from '../../../src/renderer/canvas/stage.ts'
import { createViewport } from '../../../src/renderer/editor/viewport.ts'
import { createEditor } from '../../../src/renderer/editor/editor.ts'
import type { StoredTruth } from '../../../src/renderer/editor/saving.ts'
import '../../../src/renderer/ui/tokens.css'
import { image } from './scene.ts'
import type { Subject } from './subject.ts'

const refuse = (): Promise<StoredTruth> => Promise.reject(new Error('The bench only saves.'))
const noAnswers = [] as const

/** The canvas of the app with nothing left out: editor, save queue (kept in memory), three layers, map. */
export function mountOurs(root: HTMLElement, bitmap: ImageBitmap, targets: readonly Target[]): Subject {
  const editor = createEditor({
    truth: {
      save: ({ base, decision }) => Promise.resolve({ ...decision, revision: base + 1, history: {} }),
      undo: refuse,
      redo: refuse,
      restore: refuse,
      latest: refuse,
    },
    newId: () => crypto.randomUUID(),
  })
  const viewport = createViewport()
  editor.open({ id: 'item', size: image }, { targets, state: 'unreviewed', revision: 1, history: {} })
  const picture = { bitmap, size: image }
  createRoot(root).render(
    createElement(Canvas, {
      editor,
      viewport,
      picture,
      answers: noAnswers,
      opacity: 1,
      readOnly: false,
      onMark: () => undefined,
      label: 'Bench',
    }),
  )

  // A second stage, never drawn, answers the hit tests: the mounted one keeps its own to itself.
  const aside = document.createElement('div')
  const stage = createStage(aside, editor, viewport)
  return {
    setView(view) {
      const now = viewport.getState().view
      viewport.zoomAt({ x: 0, y: 0 }, view.scale / now.scale)
      const zoomed = viewport.getState().view
      viewport.panBy(view.x - zoomed.x, view.y - zoomed.y)
    },
    target: () => root.querySelector('.canvas') ?? root,
    hit: (x, y) => stage.hitWithin({ x, y }, 14) !== undefined,
    where(at) {
      const { x = 0, y = 0 } = editor.getState().document.decision.targets[at] ?? {}
      return { x, y }
    },
  }
}
