/** A file that cannot be taken: why, and what to do, in sentences. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly remedy: string
  constructor(reason: string, remedy: string, options?: ErrorOptions) {
    super(reason, options)
    this.remedy = remedy
  }
}
