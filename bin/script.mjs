#!/usr/bin/env node
import { runUnderNode24 } from './node-24.mjs'

// `node bin/script.mjs test …` runs scripts/test.ts with what follows.
await runUnderNode24(new URL(`../scripts/${process.argv[2]}.ts`, import.meta.url).href)
