import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { readSources } from './sources.ts'

/** Which packages a layer may use, besides those of the layers below it. `node:` stands for all of Node. */
interface Layer {
  readonly files: RegExp
  /** Layers it may import. Its own files always. */
  readonly uses: readonly string[]
  /** Layers of which it may import types. */
  readonly types?: readonly string[]
  readonly packages: readonly string[]
}

/** Who may import whom; `design.md` says why. The first layer whose pattern fits a file is its layer. */
const layers: Record<string, Layer> = {
  core: { files: /^core\//, uses: [], packages: ['zod', 'munkres', 'csv-parse'] },
  contract: { files: /^contract\//, uses: ['core'], packages: ['zod'] },

  store: { files: /^main\/store\//, uses: ['core', 'contract'], packages: ['node:', 'zod', 'better-sqlite3'] },
  solvers: { files: /^main\/solvers\//, uses: ['core'], packages: ['node:', 'zod', 'undici'] },
  images: { files: /^main\/images\//, uses: ['core', 'contract'], packages: ['node:', 'file-type', 'p-queue'] },
  'solver-server': { files: /^main\/solver-server\//, uses: ['core'], packages: ['node:', 'zod', 'file-type'] },
  workers: {
    files: /^main\/workers\//,
    uses: ['core', 'images', 'solvers'],
    packages: ['node:', 'sharp', 'onnxruntime-node', '@techstark/opencv-js'],
  },
  services: {
    files: /^main\/services\//,
    uses: ['core', 'contract', 'store', 'solvers', 'images', 'solver-server'],
    packages: ['node:', 'zod', 'yazl'],
  },
  app: {
    files: /^main\/app\.ts$|^main\/app\//,
    uses: ['core', 'contract', 'services', 'store', 'images', 'solver-server'],
    packages: ['node:'],
  },
  host: {
    files: /^main\/host\//,
    uses: ['contract', 'app', 'images'],
    types: ['services'],
    packages: ['node:', 'zod', 'vite', 'electron-vite', 'playwright-core'],
  },
  'solver server door': {
    files: /^main\/cli\/solver-server\.ts$/,
    uses: ['core', 'app', 'host', 'images', 'solver-server', 'doors'],
    packages: ['node:'],
  },
  desktop: {
    files: /^main\/electron\.ts$/,
    uses: ['app', 'host', 'desktop parts'],
    packages: ['node:', 'electron'],
  },
  // Electron's objects are handed to them, so that they run and are tried without it.
  'desktop parts': {
    files: /^main\/electron\//,
    uses: ['contract', 'app', 'host', 'images'],
    types: ['services', 'electron'],
    packages: ['node:', 'zod'],
  },
  doors: {
    files: /^main\/(serve|cli|start)\.ts$|^main\/(serve|cli|start)\//,
    uses: ['core', 'contract', 'app', 'host', 'solver server door'],
    types: ['services'],
    packages: ['node:', 'ws', 'citty', 'electron-vite'],
  },

  preload: { files: /^preload\//, uses: [], types: ['contract'], packages: ['electron'] },

  ui: { files: /^renderer\/ui\//, uses: [], packages: ['react', '@mantine/*'] },
  editor: { files: /^renderer\/editor\//, uses: ['core'], packages: ['zustand'] },
  connection: { files: /^renderer\/host\.ts$/, uses: ['contract'], packages: [] },
  state: {
    files: /^renderer\/state\//,
    uses: ['core', 'contract', 'editor', 'connection'],
    packages: ['zustand', 'react'],
  },
  canvas: {
    files: /^renderer\/canvas\//,
    uses: ['core', 'editor', 'ui'],
    packages: ['react', 'zustand', 'konva'],
  },
  views: {
    files: /^renderer\//,
    uses: ['core', 'contract', 'editor', 'state', 'ui', 'canvas', 'connection'],
    packages: ['react', 'react-dom', '@mantine/*', '@tanstack/react-virtual', 'zustand'],
  },
}

const layerOf = (path: string): string | undefined =>
  Object.entries(layers).find(([, { files }]) => files.test(path))?.[0]

const isAllowedPackage = (allowed: readonly string[], specifier: string): boolean =>
  allowed.some((name) =>
    name.endsWith('*')
      ? specifier.startsWith(name.slice(0, -1))
      : name === 'node:'
        ? specifier.startsWith(name)
        : specifier === name || specifier.startsWith(`${name}/`),
  )

const sources = readSources()

test('every source file belongs to a layer', () => {
  expect(sources.length).toBeGreaterThan(20)
  expect(sources.filter(({ path }) => layerOf(path) === undefined).map(({ path }) => path)).toEqual([])
})

test('no file imports across a forbidden boundary', () => {
  const violations: string[] = []
  for (const { path, imports } of sources) {
    const own = layerOf(path) ?? ''
    const { uses, types = [], packages }: Omit<Layer, 'files'> = layers[own] ?? { uses: [], packages: [] }
    for (const { specifier, isType } of imports) {
      let isAllowed: boolean
      if (specifier.startsWith('.')) {
        const target = layerOf(posix.join(posix.dirname(path), specifier)) ?? specifier
        isAllowed = target === own || uses.includes(target) || (isType && types.includes(target))
      } else {
        isAllowed = isAllowedPackage(packages, specifier) || (isType && types.includes(specifier))
      }
      if (!isAllowed) violations.push(`${path} (${own}) imports ${isType ? 'types of ' : ''}${specifier}`)
    }
  }
  expect(violations).toEqual([])
})

test('no layer may use more than it does: what is allowed is what is meant', () => {
  const idle: string[] = []
  for (const [own, { uses, types = [], packages }] of Object.entries(layers)) {
    const imports = sources
      .filter(({ path }) => layerOf(path) === own)
      .flatMap(({ path, imports: all }) =>
        all.map(({ specifier }) => ({ specifier, target: layerOf(posix.join(posix.dirname(path), specifier)) })),
      )
    const isUsed = (name: string) =>
      imports.some(({ specifier, target }) =>
        specifier.startsWith('.') ? target === name : isAllowedPackage([name], specifier),
      )
    for (const name of [...uses, ...types, ...packages]) if (!isUsed(name)) idle.push(`${own} does not use ${name}`)
  }
  expect(idle).toEqual([])
})

test('relative imports name the file with its extension, so that Node finds it', () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => specifier.startsWith('.') && !/\.(tsx?|json|css|svg|woff2)(\?\w+)?$/.test(specifier))
      .map(({ specifier }) => `${path} imports ${specifier}`),
  )
  expect(wrong).toEqual([])
})
