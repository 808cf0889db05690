import { notifications } from '@mantine/notifications'

const closeButtonProps = { 'aria-label': 'Dismiss' }

/** Says that something went wrong where no part of the window is the place for it. */
export function report(what: string, error: unknown): void {
  notifications.show({
    title: what,
    message: error instanceof Error ? error.message : String(error),
    color: 'red',
    autoClose: false,
    role: 'alert',
    closeButtonProps,
  })
}

/** Says in one line that something was done; goes away by itself. */
export function announce(message: string): void {
  notifications.show({ message, autoClose: 4_000, closeButtonProps })
}
