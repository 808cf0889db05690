import { fit, toScreen } from '../../../src/core/geometry.ts'
import { mountOurs } from './ours.ts'
import { mountPeer } from './peer.ts'
import { image, makePicture, scatter } from './scene.ts'
import type { Subject } from './subject.ts'

/** A phase: the median of a frame, ms, and how many frames there were. */
export interface Measured {
  readonly frame: number
  readonly frames: number
}

/** What the bench calls in the page. */
export interface BenchPage {
  /** Time to the first picture with its markers, ms. */
  mount(maker: 'ours' | 'peer', count: number): Promise<number>
  pan(zoom: number): Promise<Measured>
  zoom(): Promise<Measured>
  drag(): Promise<Measured>
  /** One hit test, ms. */
  hit(): Promise<number>
}

const FRAMES = 60
/** Slow subjects are measured on fewer frames, ms. */
const PATIENCE = 6_000

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const size = { width: window.innerWidth, height: window.innerHeight }
const whole = fit(image, size)

let subject: Subject
let targets = scatter(0)

/** Calls `step` once a frame and takes the time from frame to frame, drawing included. */
async function perFrame(step: (at: number) => void): Promise<Measured> {
  await nextFrame()
  let last = await nextFrame()
  const begun = last
  const times: number[] = []
  for (let at = 0; at < FRAMES && last - begun < PATIENCE; at += 1) {
    step(at)
    await nextFrame()
    const now = performance.now()
    times.push(now - last)
    last = now
  }
  // The first frames warm up caches that an open window has warm.
  return { frame: median(times.length > 6 ? times.slice(3) : times), frames: times.length }
}

function fire(type: 'move' | 'down' | 'up', x: number, y: number, buttons: number): void {
  const init = { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons }
  const element = subject.target()
  element.dispatchEvent(
    new PointerEvent(`pointer${type}`, { ...init, pointerId: 1, isPrimary: true, pointerType: 'mouse' }),
  )
  element.dispatchEvent(new MouseEvent(`mouse${type}`, init))
}

const page: BenchPage = {
  async mount(maker, count) {
    targets = scatter(count)
    const bitmap = makePicture()
    const root = document.querySelector<HTMLElement>('#root')
    if (!root) throw new Error('The page has no root.')
    // Pointer ids of events made by hand cannot be captured.
    Element.prototype.setPointerCapture = () => undefined
    await nextFrame()
    const begun = performance.now()
    subject = (maker === 'ours' ? mountOurs : mountPeer)(root, bitmap, targets)
    await nextFrame()
    await nextFrame()
    const taken = performance.now() - begun
    await new Promise((resolve) => setTimeout(resolve, 500))
    subject.setView(whole)
    return taken
  },
  pan(zoom) {
    const scale = whole.scale * zoom
    const x = (size.width - image.width * scale) / 2
    const y = (size.height - image.height * scale) / 2
    return perFrame((at) => subject.setView({ scale, x: x + 100 * Math.sin(at / 8), y: y + 60 * Math.cos(at / 8) }))
  },
  zoom: () =>
    perFrame((at) => {
      const scale = whole.scale * 8 ** ((1 - Math.cos((at / FRAMES) * 2 * Math.PI)) / 2)
      subject.setView({ scale, x: (size.width - image.width * scale) / 2, y: (size.height - image.height * scale) / 2 })
    }),
  async drag() {
    subject.setView(whole)
    await nextFrame()
    await nextFrame()
    const dragged = targets.length - 1
    const before = subject.where(dragged)
    const start = toScreen(whole, before)
    const middle = {
      x: Math.min(Math.max(start.x, 120), size.width - 120),
      y: Math.min(Math.max(start.y, 120), size.height - 120),
    }
    fire('move', start.x, start.y, 0)
    fire('down', start.x, start.y, 1)
    await nextFrame()
    await nextFrame()
    const time = await perFrame((at) =>
      fire('move', middle.x + 60 * Math.sin(at / 6), middle.y + 40 * Math.cos(at / 6), 1),
    )
    fire('up', middle.x + 30, middle.y + 30, 0)
    await nextFrame()
    await nextFrame()
    const after = subject.where(dragged)
    if (after.x === before.x && after.y === before.y) throw new Error('The dragged marker did not move.')
    return time
  },
  hit() {
    const tries = 2_000
    let hits = 0
    const begun = performance.now()
    for (let at = 0; at < tries; at += 1) if (subject.hit((at * 37) % size.width, (at * 53) % size.height)) hits += 1
    const time = (performance.now() - begun) / tries
    if (hits === 0) throw new Error('No hit test found a marker.')
    return Promise.resolve(time)
  },
}
Object.assign(window, { bench: page })
