import { readFile } from 'node:fs/promises'

/** What somebody would write who only wants the answers: tasks per second of built-in fetch in so many lanes, nothing kept. */
export async function bareLoop(paths: readonly string[], origin: string, lanes: number): Promise<number> {
  const left = paths.values()
  let points = 0
  const lane = async () => {
    for (const path of left) {
      const body = (await readFile(path)).toString('base64')
      const response = await fetch(`${origin}/createTask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          clientKey: 'bench-key',
          task: { type: 'ImageCoordinatesTask', body, comment: 'Click on the car' },
        }),
      })
      const reply = (await response.json()) as { solution: { coordinates: unknown[] } }
      points += reply.solution.coordinates.length
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: lanes }, lane))
  const seconds = (performance.now() - began) / 1_000
  if (points !== 2 * paths.length) throw new Error(`${points} points came back for ${paths.length} pictures.`)
  return paths.length / seconds
}
