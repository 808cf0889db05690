import { createRequire } from 'node:module'
import type { ImageToTextRequest } from '@zennolab_com/capmonstercloud-client'
import { CapMonsterCloudClientFactory, ClientOptions } from '@zennolab_com/capmonstercloud-client'
import { expect, onTestFinished, test } from 'vitest'
import type { SolverServer, SolverServerOptions } from '../../src/main/solver-server/solver-server.ts'
import { Unsolvable } from '../../src/main/solver-server/answerer.ts'
import { CANARY, openServer, PICTURE } from './support.ts'

/*
 * The vendors' own npm clients, as they are published, against the embedded server. That of Anti-Captcha has its host built in:
 * the copy of axios that it loads is told to send every request to loopback instead.
 */
interface AntiCaptcha {
  readonly settings: { firstAttemptWaitingInterval: number; normalWaitingInterval: number; isVerbose: boolean }
  setAPIKey(key: string): void
  getBalance(): Promise<number>
  solveImageToCoordinates(body: string, comment: string, mode?: 'points' | 'rectangles'): Promise<number[][]>
  reportIncorrectImageCaptcha(): Promise<unknown>
}
interface Axios {
  readonly interceptors: {
    readonly request: { use(change: <C extends { url?: string }>(config: C) => C): number; eject(id: number): void }
  }
}

const OFFICIAL = 'https://api.anti-captcha.com/'
const require = createRequire(import.meta.url)

function antiCaptchaAt(server: SolverServer): AntiCaptcha {
  const path = require.resolve('@antiadmin/anticaptchaofficial')
  const { request } = (createRequire(path)('axios') as Axios).interceptors
  const redirect = request.use((config) => {
    expect(config.url).toMatch(/^https:\/\/api\.anti-captcha\.com\//)
    return { ...config, url: config.url?.replace(OFFICIAL, `${server.url}/`) }
  })
  onTestFinished(() => {
    request.eject(redirect)
  })
  const client = require(path) as AntiCaptcha
  Object.assign(client.settings, { firstAttemptWaitingInterval: 0.01, normalWaitingInterval: 0.01, isVerbose: false })
  client.setAPIKey(server.key)
  return client
}

const capMonsterAt = (server: SolverServer) =>
  CapMonsterCloudClientFactory.Create(new ClientOptions({ clientKey: server.key, serviceUrl: server.url }))

const waits = { firstRequestDelay: 10, requestsInterval: 10, timeout: 10_000 }
const POINTS = [
  { x: 17.4, y: 48 },
  { x: 76, y: 93 },
]
const body = PICTURE.toString('base64')

/** Answers what was asked about this picture, and nothing else. */
const open = (options: Partial<SolverServerOptions> = {}) =>
  openServer({
    latencyMs: 30,
    answerers: {
      shapes: ({ image, instruction }) => {
        if (instruction !== 'Click the lamps' || Buffer.compare(image, PICTURE) !== 0) {
          return Promise.reject(new Unsolvable('This is another question.'))
        }
        return Promise.resolve(POINTS)
      },
    },
    ...options,
  })

test('the Anti-Captcha client gets points', async () => {
  const client = antiCaptchaAt(await open())
  expect(await client.solveImageToCoordinates(body, 'Click the lamps')).toEqual([
    [17, 48],
    [76, 93],
  ])
})

test('the Anti-Captcha client gets boxes round the points, and may report them once', async () => {
  const server = await open()
  const client = antiCaptchaAt(server)
  expect(await client.solveImageToCoordinates(body, 'Click the lamps', 'rectangles')).toEqual([
    [7, 38, 27, 58],
    [66, 83, 86, 103],
  ])
  await client.reportIncorrectImageCaptcha()
  await expect(client.reportIncorrectImageCaptcha()).rejects.toBe('ERROR_DUPLICATE_REPORT')
})

test('the Anti-Captcha client reads balance and errors', async () => {
  const server = await open({ price: 0.25, balance: 1 })
  const client = antiCaptchaAt(server)
  await client.solveImageToCoordinates(body, 'Click the lamps')
  expect(await client.getBalance()).toBe(0.75)
  await expect(client.solveImageToCoordinates(body, 'Click the trees')).rejects.toBe('ERROR_CAPTCHA_UNSOLVABLE')
  client.setAPIKey('another-key')
  await expect(client.solveImageToCoordinates(body, 'Click')).rejects.toBe('ERROR_KEY_DOES_NOT_EXIST')
})

// This client has no request for coordinates of its own; it sends any task that it is given, and hands the solution through.
const asTask = (type: string) => ({ type, body, comment: 'Click the lamps' }) as unknown as ImageToTextRequest
const points = [
  { x: 17, y: 48 },
  { x: 76, y: 93 },
]
test.each([
  ['ImageToCoordinatesTask', points.map(({ x, y }) => [x, y])],
  ['CoordinatesTask', points],
  ['ImageCoordinatesTask', points],
])('the CapMonster client gets the points of %s', async (type, coordinates) => {
  const client = capMonsterAt(await open({ ready: 'later' }))
  const { solution, error } = await client.Solve(asTask(type), waits)
  expect(error).toBeUndefined()
  expect(solution).toEqual({ coordinates })
})

test('the CapMonster client reads balance and errors', async () => {
  const server = await open({ fail: [{ code: 'ERROR_CAPTCHA_UNSOLVABLE', rate: 1 }] })
  const client = capMonsterAt(server)
  expect(await client.getBalance()).toMatchObject({ balance: 1_000 })
  expect((await client.Solve(asTask('CoordinatesTask'), waits)).error).toBe('CAPTCHA_UNSOLVABLE')
  expect(server.key).toBe(CANARY)
})
