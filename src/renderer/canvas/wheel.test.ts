import { expect, test } from 'vitest'
import { createWheelReader } from './wheel.ts'

const turn = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false, timeStamp: 0 }

test('a wheel zooms: away is in, towards is out, and back and forth is nothing', () => {
  const read = createWheelReader()
  const into = read({ ...turn, deltaY: -100 })
  const out = read({ ...turn, deltaY: 100, timeStamp: 20 })
  expect(into).toEqual({ kind: 'zoom', factor: 1.25 })
  expect(out).toEqual({ kind: 'zoom', factor: 1 / 1.25 })
})

test('a wheel that counts in lines zooms too', () => {
  expect(createWheelReader()({ ...turn, deltaY: -3, deltaMode: 1 }).kind).toBe('zoom')
})

test('two fingers pan, and go on panning when they get faster', () => {
  const read = createWheelReader()
  expect(read({ ...turn, deltaY: 4 })).toEqual({ kind: 'pan', dx: -0, dy: -4 })
  expect(read({ ...turn, deltaY: 120, timeStamp: 16 })).toEqual({ kind: 'pan', dx: -0, dy: -120 })
  expect(read({ ...turn, deltaY: 120, timeStamp: 2_000 }).kind).toBe('zoom')
})

test('a pinch zooms, Shift pans sideways', () => {
  const read = createWheelReader()
  const pinch = read({ ...turn, deltaY: -2, ctrlKey: true })
  expect(pinch.kind === 'zoom' && pinch.factor).toBeGreaterThan(1)
  expect(read({ ...turn, deltaY: 100, shiftKey: true })).toEqual({ kind: 'pan', dx: -100, dy: 0 })
})
