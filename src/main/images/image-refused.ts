/** A picture that is not taken, or no longer readable. Both sentences are for people: what is wrong, and what to do. */
export class ImageRefused extends Error {
  readonly reason: string
  readonly remedy: string
  constructor(reason: string, remedy: string, options?: ErrorOptions) {
    super(`${reason} ${remedy}`, options)
    this.name = 'ImageRefused'
    this.reason = reason
    this.remedy = remedy
  }
}
