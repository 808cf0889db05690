import type { View } from '../../../src/core/geometry.ts'

/** What is measured, driven the same way whoever made it. */
export interface Subject {
  setView(view: View): void
  /** The element that hears the pointer. */
  target(): Element
  /** Whether a marker lies under a point of the screen. */
  hit(x: number, y: number): boolean
  /** Where a marker is now, image pixels: so that a drag that did nothing is found out. */
  where(at: number): { x: number; y: number }
}
