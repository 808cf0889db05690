/** Electron's end of the channel; under plain Node it is `process` itself. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}
const { parentPort } = process as { readonly parentPort?: ParentPort }

/** Sends to the parent of this child process, whichever door started it. */
export function sendToParent(message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process channel has no origin
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

/** Hands over what the parent sends; without a parent there is nobody to work for, and the process ends. */
export function listenToParent(listener: (message: unknown) => void): void {
  if (parentPort) parentPort.on('message', ({ data }) => listener(data))
  else process.on('message', listener)
  process.on('disconnect', () => process.exit())
}
