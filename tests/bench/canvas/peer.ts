import Konva from 'konva'
import type { ReactElement } from 'react'
import { createElement, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Circle, Group, Image, Layer, Stage, Text } from 'react-konva'
import type { Target } from '../../../src/core/truth.ts'
import type { Subject } from './subject.ts'

interface Handle {
  readonly setView: Subject['setView']
  readonly targets: readonly Target[]
}

/** The way the libraries' own examples are written: a group a marker, each with its shapes, and React state for all. */
function Peer(props: {
  bitmap: ImageBitmap
  targets: readonly Target[]
  onRender: (handle: Handle) => void
}): ReactElement {
  const { bitmap, targets, onRender } = props
  const [points, setPoints] = useState(targets)
  const [view, setView] = useState({ scale: 1, x: 0, y: 0 })
  useEffect(() => onRender({ setView, targets: points }), [onRender, points])
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

export function mountPeer(root: HTMLElement, bitmap: ImageBitmap, targets: readonly Target[]): Subject {
  const held: { handle?: Handle } = {}
  const onRender = (handle: Handle): void => {
    held.handle = handle
  }
  createRoot(root).render(createElement(Peer, { bitmap, targets, onRender }))
  return {
    setView: (view) => held.handle?.setView(view),
    target: () => root.querySelector('.konvajs-content') ?? root,
    hit: (x, y) => Boolean(Konva.stages.at(-1)?.getIntersection({ x, y })),
    where(at) {
      const { x = 0, y = 0 } = held.handle?.targets[at] ?? {}
      return { x, y }
    },
  }
}
