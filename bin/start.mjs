#!/usr/bin/env node
import { runUnderNode24 } from './node-24.mjs'

await runUnderNode24(new URL('../src/main/start.ts', import.meta.url).href)
