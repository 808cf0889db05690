/* Thumbnails through the decoder children against a bare sharp loop, and an import against a bare registering loop. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { ImportsUnderTest } from '../images/import-support.ts'
import { openImports } from '../images/import-support.ts'

/** Goal of performance.md: share of the bare loop's speed. */
const THUMBNAIL_GOAL = 0.85
const COUNT = 1_000
const THUMBNAILS = 300
const ROUNDS = 3

sharp.concurrency(1)
sharp.cache(false)

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (count / (performance.now() - start)) * 1_000
}

/** Does `work` for every entry, two at a time. */
async function inPairs<T>(entries: readonly T[], work: (entry: T) => Promise<unknown>): Promise<void> {
  const left = entries.values()
  const lane = async () => {
    for (const entry of left) await work(entry)
  }
  await Promise.all([lane(), lane()])
}

/** Files of 1,280 × 720 with the detail of a photograph; a comment makes each another image. */
async function makeFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const street = join(import.meta.dirname, '..', '..', 'resources', 'samples', 'street.jpg')
  const bases = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      sharp(street)
        .extract({ left: at * 30, top: at * 40, width: 1_280, height: 720 })
        .composite([
          {
            input: {
              create: {
                width: 1_280,
                height: 720,
                channels: 3,
                background: 'grey',
                noise: { type: 'gaussian', mean: 128, sigma: 24 },
              },
            },
            blend: 'soft-light',
          },
        ])
        .jpeg({ quality: 85 })
        .toBuffer(),
    ),
  )
  for (let at = 0; at < COUNT; at += 1) {
    const base = bases[at % bases.length] ?? Buffer.alloc(0)
    const comment = Buffer.from([0xff, 0xfe, 0, 6, at >> 24, at >> 16, at >> 8, at])
    await writeFile(join(folder, `${at}.jpg`), Buffer.concat([base.subarray(0, 2), comment, base.subarray(2)]))
  }
}

async function register(under: ImportsUnderTest, files: readonly string[]): Promise<void> {
  const { context } = under
  for (const path of files) {
    const bytes = await readFile(path)
    const hash = createHash('sha256').update(`bare ${path}`).update(bytes).digest('hex')
    const { width, height } = await sharp(bytes).metadata()
    context.store.transact(() => {
      const image = {
        hash,
        name: path,
        bytes: bytes.length,
        format: 'jpeg',
        width,
        height,
        orientation: 1,
        frames: 1,
      } as const
      context.store.images.insert(image, 0)
      context.store.items.insert({ id: context.newId(), imageHash: hash, name: path, instruction: 'bare', addedAt: 0 })
    })
  }
}

const under = await openImports()
try {
  const inbox = join(under.folder, '..', 'inbox')
  await makeFiles(inbox)
  const files = (await readdir(inbox)).map((name) => join(inbox, name))
  const size = (await readFile(files[0] ?? '')).length

  const bareRegister = await perSecond(COUNT, () => register(under, files))
  const importing = await perSecond(COUNT, async () => {
    const { jobId } = await under.imports['imports.paths']({ paths: [inbox], instruction: '' })
    await under.ended(jobId)
  })

  const hashes = under.store.items
    .list({ filter: {}, sort: 'added', limit: COUNT * 2 })
    .rows.filter((row) => row.instruction === '')
    .slice(0, THUMBNAILS)
    .map((row) => row.imageHash)
  const out = join(under.folder, '..', 'out')
  await mkdir(out)
  const bare: number[] = []
  const ours: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(
      await perSecond(THUMBNAILS, () =>
        inPairs(hashes, async (hash) => {
          const bytes = await readFile(join(under.folder, 'images', hash.slice(0, 2), hash))
          const small = await sharp(bytes)
            .autoOrient()
            .resize(256, 256, { fit: 'inside' })
            .jpeg({ quality: 80 })
            .toBuffer()
          await writeFile(join(out, hash), small)
        }),
      ),
    )
    await rm(join(under.folder, 'cache'), { recursive: true })
    ours.push(await perSecond(THUMBNAILS, () => inPairs(hashes, (hash) => under.library.thumbnail(hash))))
  }

  const share = median(ours) / median(bare)
  console.log(`JPEG, 1,280 × 720, ${Math.round(size / 1_000)} kB; medians of ${ROUNDS} rounds`)
  console.log(`thumbnails, bare sharp loop  ${median(bare).toFixed(0)}/s`)
  console.log(
    `thumbnails, ours             ${median(ours).toFixed(0)}/s  ${(share * 100).toFixed(0)} % (goal ${THUMBNAIL_GOAL * 100} %)`,
  )
  console.log(
    `register, bare loop          ${bareRegister.toFixed(0)}/s  (read, hash, size, insert; nothing is decoded or kept)`,
  )
  console.log(
    `import, ours                 ${importing.toFixed(0)}/s  (also decodes every pixel, keeps a flushed copy and a thumbnail)`,
  )
  if (share < THUMBNAIL_GOAL) process.exitCode = 1
} finally {
  await under.jobs.close()
  await under.close()
}
