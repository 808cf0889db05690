import { createViewport } from '../editor/viewport.ts'

/** Zoom and pan of the picture; kept while other views are shown. */
export const viewport = createViewport()
