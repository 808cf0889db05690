/* `npm run samples`: draws resources/samples anew. */
import { join } from 'node:path'
import { drawSamples } from './draw-samples.ts'

const folder = join(import.meta.dirname, '..', 'resources', 'samples')
await drawSamples(folder, join(folder, 'source'))
