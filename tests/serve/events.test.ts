import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openDoor } from './open-door.ts'

const event = { name: 'item.changed', payload: { id: 'i', revision: 3 } } as const

async function connect(
  address: string,
  protocols: string[],
  headers: Record<string, string> = {},
): Promise<WebSocket | number> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/events`, protocols, { headers })
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      resolve(socket)
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.on('error', reject)
  })
}

test('a window with the token hears every event', async () => {
  const door = await openDoor()
  const socket = await connect(door.address, ['pointcheck', door.token], { origin: door.address })
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  expect(socket.protocol).toBe('pointcheck')
  const message = once(socket, 'message') as Promise<[Buffer]>
  door.emit(event)
  expect(JSON.parse(String((await message)[0]))).toEqual(event)
  socket.terminate()
})

test('without the token, from another origin or elsewhere there is no connection', async () => {
  const door = await openDoor()
  expect(await connect(door.address, ['pointcheck'])).toBe(401)
  expect(await connect(door.address, ['pointcheck', 'x'.repeat(32)])).toBe(401)
  expect(await connect(door.address, ['other', door.token])).toBe(401)
  expect(await connect(door.address, ['pointcheck', door.token, 'x'])).toBe(401)
  expect(await connect(door.address, ['pointcheck', door.token], { origin: 'http://evil.test' })).toBe(403)
  expect(await connect(door.address, ['pointcheck', door.token], { origin: 'null' })).toBe(403)
})

test('a window that says anything long is cut off', async () => {
  const door = await openDoor()
  const socket = await connect(door.address, ['pointcheck', door.token])
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  const closed = once(socket, 'close') as Promise<[number]>
  socket.on('error', () => socket.terminate())
  socket.send('x'.repeat(2_000))
  expect((await closed)[0]).toBe(1009)
})
