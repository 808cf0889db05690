import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Decoder, DecoderOptions } from '../../src/main/images/decoder.ts'
import { createDecoder } from '../../src/main/images/decoder.ts'
import type { ImageLibrary } from '../../src/main/images/image-library.ts'
import { createImageLibrary } from '../../src/main/images/image-library.ts'
import { spawnNodeDecoder } from '../../src/main/images/spawn-node-decoder.ts'
import { createProject, openProject } from '../../src/main/store/project-folder.ts'
import type { Store } from '../../src/main/store/store.ts'

export interface LibraryUnderTest {
  readonly folder: string
  readonly library: ImageLibrary
  readonly store: Store
  readonly decoder: Decoder
  readonly warnings: string[]
  close(): Promise<void>
}

/** A library with its own folder, database and decoder children. */
export async function openLibrary(options: Partial<DecoderOptions> = {}): Promise<LibraryUnderTest> {
  const root = await mkdtemp(join(tmpdir(), 'pointcheck-images-'))
  const folder = join(root, 'test.pointcheck')
  createProject(folder)
  const store = openProject(folder)
  const decoder = createDecoder({ spawn: spawnNodeDecoder, ...options })
  const warnings: string[] = []
  const library = createImageLibrary({
    folder,
    store,
    decoder,
    now: () => 1_700_000_000_000,
    warn: (message) => warnings.push(message),
  })
  return {
    folder,
    library,
    store,
    decoder,
    warnings,
    close: async () => {
      await library.close()
      decoder.close()
      store.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}
