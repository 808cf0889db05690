import { hash as digest } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Store } from '../../../src/main/store/store.ts'

const SIZE = { width: 640, height: 400 }

/** A JPEG of about 100 kB. */
async function makeBase(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  return sharp({ create: { ...SIZE, channels: 3, background: '#000', noise } })
    .jpeg({ quality: 74, chromaSubsampling: '4:2:0' })
    .toBuffer()
}

/** Another picture: the factors of its finest detail are changed in its quantisation table, so that the file stays sound. */
function variant(base: Buffer, number: number): Buffer {
  const bytes = Buffer.from(base)
  const table = bytes.indexOf(Buffer.from([0xff, 0xdb])) + 5
  bytes[table + 62] = 1 + (number % 251)
  bytes[table + 63] = 1 + Math.floor(number / 251)
  return bytes
}

/** Fills a project with items of one picture each, as an import leaves it. Returns the paths of the originals. */
export async function fillProject(store: Store, count: number): Promise<string[]> {
  const base = await makeBase()
  const paths: string[] = []
  for (let from = 0; from < count; from += 1_000) {
    const made = Array.from({ length: Math.min(1_000, count - from) }, (_, place) => {
      const bytes = variant(base, from + place)
      const hash = digest('sha256', bytes)
      const folder = join(store.folder, 'images', hash.slice(0, 2))
      mkdirSync(folder, { recursive: true })
      // On disk now, or the disk would be busy with it while the steps of the queue are written.
      writeFileSync(join(folder, hash), bytes, { flush: true })
      paths.push(join(folder, hash))
      return { hash, bytes: bytes.length, name: `${from + place}.jpg` }
    })
    store.transact(() => {
      for (const { hash, bytes, name } of made) {
        store.images.insert({ hash, name, bytes, format: 'jpeg', ...SIZE, orientation: 1, frames: 1 }, 0)
        store.items.insert({ id: name, imageHash: hash, name, instruction: 'Click on the car', addedAt: 0 })
      }
    })
  }
  return paths
}
