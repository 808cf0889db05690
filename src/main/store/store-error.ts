import { ContractError } from '../../contract/rpc.ts'

/** Why a project cannot be opened or written, with a code that callers may act on. */
export class StoreError extends ContractError {
  declare readonly code:
    | 'not-a-project'
    | 'from-the-future'
    | 'damaged'
    | 'exists'
    | 'in-use'
    | 'not-writable'
    | 'unsafe-database'
    | 'read-only'
    | 'disk-full'
    | 'bad-cursor'

  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(code, message, options)
    this.name = 'StoreError'
  }
}
