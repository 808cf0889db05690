/** Every channel between the window and main. Nothing else is listened to. */
export const channel = {
  /** window → main: a method of the contract. */
  send: 'send',
  /** window → main: one file of an import. */
  upload: 'upload',
  /** window → main: what the native menu shows. */
  menu: 'menu',
  /** main → window: an event of the contract. */
  event: 'event',
} as const
