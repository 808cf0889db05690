import { join } from 'node:path'
import type { InlineConfig } from 'vite'
import { isStale } from './staleness.ts'

/** What the built page is made from, relative to the checkout. */
const SOURCES = ['src/renderer', 'src/core', 'src/contract', 'electron.vite.config.ts', 'package-lock.json']

/** The renderer's part of `electron.vite.config.ts` in Vite's own terms, so that the page is described once. */
export async function rendererConfig(root: string, command: 'build' | 'serve'): Promise<InlineConfig> {
  const { resolveConfig } = await import('electron-vite')
  const mode = command === 'build' ? 'production' : 'development'
  const { config } = await resolveConfig({ root, configFile: join(root, 'electron.vite.config.ts') }, command, mode)
  if (!config?.renderer) throw new Error('electron.vite.config.ts says nothing of the renderer.')
  return { ...config.renderer, configFile: false }
}

/** Builds the page where it is missing or older than its sources; `say` is told before the seconds pass. Returns its folder. */
export async function ensureRenderer(root: string, say: (text: string) => void): Promise<string> {
  const folder = join(root, 'out/renderer')
  if (await isStale(root, SOURCES, join(folder, 'index.html'))) {
    say('Building the page, a few seconds…')
    const { build } = await import('vite')
    await build({ ...(await rendererConfig(root, 'build')), logLevel: 'warn' })
  }
  return folder
}
