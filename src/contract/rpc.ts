import { z } from 'zod'

/** One request the renderer or the command line may make of the main process. */
export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I
  readonly output: O
}

export interface Contract {
  readonly methods: Record<string, Method>
  readonly events: Record<string, z.ZodType>
}

export type MethodName<C extends Contract> = keyof C['methods'] & string
export type Input<C extends Contract, N extends MethodName<C>> = z.input<C['methods'][N]['input']>
export type Output<C extends Contract, N extends MethodName<C>> = z.output<C['methods'][N]['output']>
export type EventOf<C extends Contract> = {
  [N in keyof C['events'] & string]: { readonly name: N; readonly payload: z.output<C['events'][N]> }
}[keyof C['events'] & string]

/** What main must provide: one function per method. */
export type Handlers<C extends Contract> = {
  [N in MethodName<C>]: (input: z.output<C['methods'][N]['input']>) => Promise<Output<C, N>> | Output<C, N>
}

/** What the renderer and the command line hold: the same functions, always asynchronous. */
export type Client<C extends Contract> = {
  [N in MethodName<C>]: (input: Input<C, N>) => Promise<Output<C, N>>
}

/** Errors cross the border as data; codes are part of the contract. */
export interface Failure {
  readonly code: string
  readonly message: string
}
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Failure }

/** A failure that the caller may act on. Anything else that is thrown crosses as `internal`. */
export class ContractError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ContractError'
    this.code = code
  }
}

/** Carries names and plain JSON; knows nothing of the contract. */
export interface Transport {
  send(method: string, input: unknown): Promise<Reply>
  /** Calls back for every event until the returned function is called. */
  listen(onEvent: (event: { name: string; payload: unknown }) => void): () => void
}

/** Does what a caller asked for and gives its value, or its failure, as data. `onInternal` hears of errors that are ours. */
export async function replyFor(work: () => unknown, onInternal: (error: unknown) => void): Promise<Reply> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (error instanceof ContractError) return { ok: false, error: { code: error.code, message: error.message } }
    onInternal(error)
    return { ok: false, error: { code: 'internal', message: error instanceof Error ? error.message : String(error) } }
  }
}

export type Dispatch = (name: string, input: unknown) => Promise<Reply>

/** Look up, parse, run, parse. Every door calls this and nothing else. `onInternal` hears of errors that are ours. */
export function createDispatcher<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  onInternal: (method: string, error: unknown) => void = () => undefined,
): Dispatch {
  return async (name, input) => {
    const method = Object.hasOwn(contract.methods, name) ? contract.methods[name] : undefined
    if (!method) return { ok: false, error: { code: 'unknown-method', message: `There is no method ${name}.` } }
    const parsed = method.input.safeParse(input)
    if (!parsed.success) return { ok: false, error: { code: 'bad-input', message: z.prettifyError(parsed.error) } }
    return replyFor(
      async () => method.output.parse(await handlers[name as MethodName<C>](parsed.data as never)),
      (error) => {
        onInternal(name, error)
      },
    )
  }
}

/** The methods of a contract as functions over a transport. A failure is thrown as ContractError. */
export function createClient<C extends Contract>(contract: C, transport: Pick<Transport, 'send'>): Client<C> {
  const client: Record<string, (input: unknown) => Promise<unknown>> = {}
  for (const name of Object.keys(contract.methods)) {
    client[name] = async (input) => {
      const reply = await transport.send(name, input)
      if (!reply.ok) throw new ContractError(reply.error.code, reply.error.message)
      return reply.value
    }
  }
  return client as Client<C>
}
