import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import { MAX_PIXELS } from '../images/limits.ts'
import type { OverlayReply, OverlayRequest } from '../images/overlay-job.ts'

/*
 * Draws markers onto pictures, in a thread so that nobody waits. Both inputs are ours: the picture is the copy that the decoder
 * made, the SVG holds nothing but shapes. So SVG may be read here and nowhere else.
 */

async function draw({ picture, svg }: OverlayRequest): Promise<Uint8Array> {
  const limits = { limitInputPixels: MAX_PIXELS }
  return sharp(picture, limits)
    .composite([{ input: Buffer.from(svg), ...limits }])
    .png({ compressionLevel: 6 })
    .toBuffer()
}

async function answer(request: OverlayRequest): Promise<OverlayReply> {
  try {
    return { id: request.id, ok: true, png: await draw(request) }
  } catch (error) {
    return { id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (request: OverlayRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's channel has no origin
  parentPort?.postMessage(await answer(request))
})
