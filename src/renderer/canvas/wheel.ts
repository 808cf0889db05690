/** What a turn of the wheel, or two fingers on a touchpad, ask for. */
export type Turn =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }

type WheelInput = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'timeStamp'>

/** CSS pixels of a line and of a page, for wheels that count in those. */
const UNIT = [1, 16, 800]
/** A wheel turns in steps of at least this, a touchpad in smaller ones, CSS pixels. */
const WHEEL_STEP = 50
/** Events nearer than this belong to one movement, which stays what it began as, ms. */
const MOVEMENT = 300
/** How much of a zoom one pixel is: a step of 100 zooms by a quarter. A pinch counts in far smaller steps. */
const ZOOM_PER_PIXEL = Math.log(1.25) / 100
const PINCH_PER_PIXEL = 0.01

/**
 * Tells a wheel, which zooms, from two fingers on a touchpad, which pan. A browser does not say which it was, but a
 * touchpad moves sideways too and in small steps. With Ctrl, as a pinch is reported, it always zooms; with Shift it pans.
 */
export function createWheelReader(): (event: WheelInput) => Turn {
  let last = -Infinity
  let wasTouchpad = false
  return (event) => {
    const unit = UNIT[event.deltaMode] ?? 1
    const dx = event.deltaX * unit
    const dy = event.deltaY * unit
    const goesOn = event.timeStamp - last < MOVEMENT
    last = event.timeStamp
    if (!goesOn) wasTouchpad = event.deltaMode === 0 && (dx !== 0 || Math.abs(dy) < WHEEL_STEP)
    if (event.ctrlKey || event.metaKey) {
      const rate = Math.abs(dy) < WHEEL_STEP ? PINCH_PER_PIXEL : ZOOM_PER_PIXEL
      return { kind: 'zoom', factor: Math.exp(-dy * rate) }
    }
    if (event.shiftKey) return { kind: 'pan', dx: dx === 0 ? -dy : -dx, dy: 0 }
    if (wasTouchpad) return { kind: 'pan', dx: -dx, dy: -dy }
    return { kind: 'zoom', factor: Math.exp(-dy * ZOOM_PER_PIXEL) }
  }
}
