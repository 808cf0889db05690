import { askedToEnd } from '../host/asked-to-end.ts'

/** What `work` gives, or undefined where the process is asked to end before; the caller then closes what work goes on in. */
export async function untilInterrupted<T>(work: Promise<T>): Promise<T | undefined> {
  const result = await Promise.race([work, askedToEnd().then(() => undefined)])
  // Closing under it makes it fail; that says nothing more.
  if (result === undefined) work.catch(() => undefined)
  return result
}
