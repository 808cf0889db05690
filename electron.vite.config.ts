import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { NONCE_PLACEHOLDER } from './src/main/host/headers.ts'

// Main keeps its folders (preserveModules) so that a worker's file is found the same way from the source and from the build.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          'main/electron': 'src/main/electron.ts',
          'main/workers/decode': 'src/main/workers/decode.ts',
          'main/workers/detect': 'src/main/workers/detect.ts',
          'main/workers/overlay': 'src/main/workers/overlay.ts',
          'main/workers/similar': 'src/main/workers/similar.ts',
        },
        output: { format: 'es', preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    // Each response puts its own nonce there; whoever makes a style while running reads it from the page.
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      outDir: 'out/renderer',
      minify: true,
      // The page comes from this machine: splitting it saves nothing, and the warning would greet whoever starts the app.
      chunkSizeWarningLimit: 4_000,
      rollupOptions: { input: join(import.meta.dirname, 'src/renderer/index.html') },
    },
  },
})
