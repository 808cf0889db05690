import type { Filter, Order, Wanted } from './request.ts'

/** What has been read of one thing asked for. */
export interface Draft {
  readonly filters: Filter[]
  size?: 'large' | 'small'
  order?: Order
  ordinal?: number
  last?: boolean
  count?: number
  one?: boolean
  plural?: boolean
  every?: boolean
  readonly except: Wanted[]
  /** The noun was a word for anything ("object"), not a form. */
  generic?: boolean
}
