import type { JSX, PointerEvent as ReactPointerEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Size } from '../../core/geometry.ts'
import { toImage } from '../../core/geometry.ts'
import type { Editor } from '../editor/editor.ts'
import { IconButton } from '../ui/button.tsx'
import type { Picture } from './stage.ts'
import type { Viewport } from '../editor/viewport.ts'
import { isPartHidden } from '../editor/viewport.ts'

/** CSS pixels. */
const WIDTH = 160
const MOST_HEIGHT = 160
/** More dots than this are a stain. */
const MOST_DOTS = 500

const mapSize = (image: Size): Size => {
  const height = Math.round((WIDTH * image.height) / image.width)
  return height <= MOST_HEIGHT
    ? { width: WIDTH, height: Math.max(1, height) }
    : { width: Math.max(1, Math.round((MOST_HEIGHT * image.width) / image.height)), height: MOST_HEIGHT }
}

interface MapProps {
  picture: Picture
  viewport: Viewport
  editor: Editor
}

/** The whole picture, small; what is out of view is shaded, and a press brings a place into the middle. */
function Map({ picture, viewport, editor }: MapProps): JSX.Element {
  const { bitmap, size: image } = picture
  const { width, height } = mapSize(image)
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useStore(viewport, (state) => state.view)
  const size = useStore(viewport, (state) => state.size)
  const targets = useStore(editor, (state) => state.document.decision.targets)

  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!pen || bitmap.width === 0) return
    pen.imageSmoothingQuality = 'high'
    pen.drawImage(bitmap, 0, 0, width * 2, height * 2)
  }, [bitmap, width, height])

  const scale = width / image.width
  const start = toImage(view, { x: 0, y: 0 })
  const end = toImage(view, { x: size.width, y: size.height })
  const left = Math.max(0, start.x * scale)
  const top = Math.max(0, start.y * scale)
  const right = Math.min(width, end.x * scale)
  const bottom = Math.min(height, end.y * scale)
  const seen = `M${left} ${top}H${right}V${bottom}H${left}Z`

  function go(event: ReactPointerEvent<SVGSVGElement>): void {
    if (event.buttons !== 1) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const bounds = event.currentTarget.getBoundingClientRect()
    viewport.centreOn({ x: (event.clientX - bounds.left) / scale, y: (event.clientY - bounds.top) / scale })
  }

  return (
    <div className="canvas-map" style={{ height }}>
      <canvas ref={canvas} width={width * 2} height={height * 2} style={{ width, height }} />
      <svg width={width} height={height} aria-hidden="true" onPointerDown={go} onPointerMove={go}>
        <path d={`M0 0H${width}V${height}H0Z${seen}`} fill="#000" fillOpacity="0.5" fillRule="evenodd" />
        <path d={seen} fill="none" stroke="#fff" strokeWidth="1.5" />
        {targets.length <= MOST_DOTS &&
          targets.map((target) => (
            <circle
              key={target.id}
              cx={target.x * scale}
              cy={target.y * scale}
              r="2"
              fill="var(--truth)"
              stroke="#2b1d00"
              strokeWidth="0.75"
            />
          ))}
      </svg>
    </div>
  )
}

/** Zoom control; above it, only while part of the picture is out of view, the map. */
export function MiniMap(props: MapProps): JSX.Element {
  const { viewport } = props
  const scale = useStore(viewport, (state) => state.view.scale)
  const isHidden = useStore(viewport, isPartHidden)
  return (
    <div className="canvas-float canvas-zoom">
      {isHidden && <Map {...props} />}
      <div>
        <IconButton small name="Zoom out" icon="minus" keys="−" onClick={() => viewport.zoomOut()} />
        <b>{Math.round(scale * 100)} %</b>
        <IconButton small name="Zoom in" icon="plus" keys="+" onClick={() => viewport.zoomIn()} />
        <i />
        <IconButton small name="Fit" icon="fit" keys="0" onClick={() => viewport.fit()} />
      </div>
    </div>
  )
}
