import { createRequire } from 'node:module'
import type { CV } from '@techstark/opencv-js'

/** OpenCV compiled to WebAssembly; a CommonJS module that is a promise of itself. Loading takes some 0.4 s and 100 MB. */
export const loadOpenCv = (): Promise<CV> => createRequire(import.meta.url)('@techstark/opencv-js') as Promise<CV>

/** Runs `work` and frees what it kept: OpenCV's memory is not collected. */
export function withMats<T>(work: (keep: <M extends { delete(): void }>(mat: M) => M) => T): T {
  const kept: { delete(): void }[] = []
  try {
    return work((mat) => {
      kept.push(mat)
      return mat
    })
  } finally {
    for (const mat of kept) mat.delete()
  }
}
