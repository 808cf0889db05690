import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { type Client, ContractError, createClient, createDispatcher, type Handlers } from './rpc.ts'

const contract = {
  methods: {
    'numbers.double': { input: z.object({ value: z.number().default(2) }), output: z.number() },
    'numbers.fail': { input: z.object({ how: z.enum(['told', 'broken']) }), output: z.object({}) },
  },
  events: {},
}

const handlers: Handlers<typeof contract> = {
  'numbers.double': ({ value }) => value * 2,
  'numbers.fail': ({ how }) => {
    throw how === 'told' ? new ContractError('odd', 'It is odd.') : new TypeError('x is not a function')
  },
}

describe('types', () => {
  test('a missing handler, and one that returns something else, do not compile', () => {
    const { 'numbers.double': double, 'numbers.fail': fail } = handlers
    // @ts-expect-error numbers.fail is missing
    createDispatcher(contract, { 'numbers.double': double })
    // @ts-expect-error a text is not a number
    createDispatcher(contract, { 'numbers.double': () => 'four', 'numbers.fail': fail })
    expectTypeOf(double).parameter(0).toEqualTypeOf<{ value: number }>()
  })

  test('a client has exactly the methods of the contract, and fields with defaults may be left out', () => {
    expectTypeOf<keyof Client<typeof contract>>().toEqualTypeOf<'numbers.double' | 'numbers.fail'>()
    expectTypeOf<Client<typeof contract>['numbers.double']>().toEqualTypeOf<
      (input: { value?: number | undefined }) => Promise<number>
    >()
  })
})

describe('dispatching', () => {
  test('gives defaults to the handler and its result to the caller', async () => {
    const dispatch = createDispatcher(contract, handlers)
    expect(await dispatch('numbers.double', {})).toEqual({ ok: true, value: 4 })
    expect(await createClient(contract, { send: dispatch })['numbers.double']({ value: 5 })).toBe(10)
  })

  test.each(['numbers.triple', '__proto__', 'constructor', 'toString', ''])('knows no method %j', async (name) => {
    expect(await createDispatcher(contract, handlers)(name, {})).toMatchObject({
      ok: false,
      error: { code: 'unknown-method' },
    })
  })

  test('a told failure crosses with its code; any other is ours, and is heard of', async () => {
    const heard: unknown[] = []
    const dispatch = createDispatcher(contract, handlers, (method, error) => heard.push([method, String(error)]))
    const client = createClient(contract, { send: dispatch })
    await expect(client['numbers.fail']({ how: 'told' })).rejects.toMatchObject({ code: 'odd', message: 'It is odd.' })
    expect(heard).toEqual([])
    await expect(client['numbers.fail']({ how: 'broken' })).rejects.toMatchObject({ code: 'internal' })
    expect(heard).toEqual([['numbers.fail', 'TypeError: x is not a function']])
  })

  test('a result that the contract does not allow never reaches the caller', async () => {
    const heard: string[] = []
    const dispatch = createDispatcher(contract, { ...handlers, 'numbers.double': () => Number.NaN }, (method) =>
      heard.push(method),
    )
    expect(await dispatch('numbers.double', { value: 1 })).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(heard).toEqual(['numbers.double'])
  })
})
