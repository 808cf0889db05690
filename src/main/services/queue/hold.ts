/** Why a solver is sent nothing for now. Its tasks stay where they are until a person has acted. */
export interface Hold {
  readonly code: string
  /** A sentence for people: what is wrong and what to do. */
  readonly reason: string
  /** Not to be lifted sooner than this, milliseconds from when it began. */
  readonly atLeast?: number
}

/** Thrown where a solver cannot be talked to at all; nothing was sent. */
export class OnHold extends Error {
  override readonly name = 'OnHold'
  readonly hold: Hold
  constructor(hold: Hold, options?: ErrorOptions) {
    super(hold.reason, options)
    this.hold = hold
  }
}
