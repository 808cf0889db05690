import { expect, test } from 'vitest'
import { killWhileSaving } from './kill-while-saving.ts'

test('kill -9 while clicks are saved loses nothing that was acknowledged (npm run test:crash: 200 times)', async () => {
  const report = await killWhileSaving(20_240_229, 20)
  expect(report.faults).toEqual([])
  expect(report.acknowledged).toBeGreaterThan(20)
})
