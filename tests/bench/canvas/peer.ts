import type Konva from 'konva'
import type { ReactElement } from 'react'
import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Circle, Group, Image, Layer, Stage, Text } from 'react-konva'
import type { Target } from '../../../src/core/truth.ts'
import type { Subject } from './subject.ts'

/** The way the libraries' own examples are written: a group a marker, each with its shapes, and React state for all. */
export function mountPeer(root: HTMLElement, bitmap: ImageBitmap, targets: readonly Target[]): Subject {
  const held: { stage?: Konva.Stage | null; setView?: Subject['setView']; targets: readonly Target[] } = { targets }

  function Peer(): ReactElement {
    const [points, setPoints] = useState(targets)
    const [view, setView] = useState({ scale: 1, x: 0, y: 0 })
    held.setView = setView
    held.targets = points
    const marker = (target: Target, at: number): ReactElement =>
      createElement(
        Group,
        {
          key: target.id,
          x: target.x,
          y: target.y,
          draggable: true,
          onDragMove: (event: Konva.KonvaEventObject<DragEvent>) => {
            const place = { x: event.target.x(), y: event.target.y() }
            setPoints((all) => all.map((one, index) => (index === at ? { ...one, ...place } : one)))
          },
        },
        createElement(Circle, {
          radius: 9 / view.scale,
          fill: '#ffb224',
          stroke: '#fff',
          strokeWidth: 1.5 / view.scale,
        }),
        createElement(Text, {
          text: String(at + 1),
          fontSize: 11 / view.scale,
          x: -4 / view.scale,
          y: -5 / view.scale,
        }),
      )
    return createElement(
      Stage,
      {
        ref: (stage: Konva.Stage | null) => {
          held.stage = stage
        },
        width: window.innerWidth,
        height: window.innerHeight,
        scaleX: view.scale,
        scaleY: view.scale,
        x: view.x,
        y: view.y,
      },
      createElement(Layer, null, createElement(Image, { image: bitmap })),
      createElement(Layer, null, points.map(marker)),
    )
  }
  createRoot(root).render(createElement(Peer))
  return {
    setView: (view) => held.setView?.(view),
    target: () => root.querySelector('.konvajs-content') ?? root,
    hit: (x, y) => Boolean(held.stage?.getIntersection({ x, y })),
    where(at) {
      const { x = 0, y = 0 } = held.targets[at] ?? {}
      return { x, y }
    },
  }
}
