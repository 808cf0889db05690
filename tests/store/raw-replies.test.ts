import { expect, test } from 'vitest'
import { createItemsService } from '../../src/main/services/items.ts'
import { addImage, addItem, contextOf, temporaryProject } from './support.ts'

test('the last reply of a request that failed is shown as it came; one without a reply has none', async () => {
  const store = temporaryProject()
  addImage(store)
  addItem(store, 'item')
  const reply = '{"errorId":12,"errorCode":"ERROR_CAPTCHA_UNSOLVABLE"} \u2028'
  store.transact(() => {
    store.solvers.insert({
      id: 'solver',
      name: 'Service',
      profile: 'ucaptcha',
      baseUrl: 'https://api.example.com',
      enabled: true,
      position: 0,
      mark: 0,
      options: {},
      concurrency: 1,
    })
    for (const id of ['answered', 'silent']) {
      store.tasks.insert({
        id,
        itemId: 'item',
        solverId: 'solver',
        instruction: 'Click',
        status: 'failed',
        createdAt: 1,
        settledAt: 2,
      })
    }
    store.tasks.setRaw('answered', Buffer.from(reply))
  })
  const items = createItemsService(contextOf(store))
  expect(await items['tasks.raw']({ id: 'answered' })).toEqual({ raw: reply })
  for (const id of ['silent', 'unknown']) {
    expect(() => items['tasks.raw']({ id })).toThrow(expect.objectContaining({ code: 'not-found' }))
  }
})
