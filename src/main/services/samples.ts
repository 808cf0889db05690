import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Targets } from '../../core/truth.ts'
import type { Context } from './context.ts'

/** A sample image with its instruction and its known truth, in the upright frame, pixels. */
const Sample = z.object({ file: z.string(), instruction: z.string(), targets: Targets }).readonly()
export type Sample = z.infer<typeof Sample>

const folderOf = (resourcesDir: string): string => join(resourcesDir, 'samples')

/** What is known of the samples, in the order in which they are shown. */
export async function readSamples(resourcesDir: string): Promise<readonly Sample[]> {
  const text = await readFile(join(folderOf(resourcesDir), 'samples.json'), 'utf8')
  return z.array(Sample).parse(JSON.parse(text))
}

/** Adds the samples to the open project, unreviewed: their truth is for the reviewer to find. Those that are there stay. */
export async function makeSamples({ store, images, now, newId, emit }: Context, resourcesDir: string): Promise<void> {
  for (const { file, instruction } of await readSamples(resourcesDir)) {
    const { image } = await images.add(await readFile(join(folderOf(resourcesDir), file)), file)
    store.transact(() => {
      if (store.items.findByImage(image.hash, instruction) !== undefined) return
      store.items.insert({ id: newId(), imageHash: image.hash, name: file, instruction, addedAt: now() })
    })
  }
  emit({ name: 'items.changed', payload: {} })
}
