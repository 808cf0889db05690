import { createViewport } from '../canvas/viewport.ts'

/** Zoom and pan of the picture; kept while other views are shown. */
export const viewport = createViewport()
