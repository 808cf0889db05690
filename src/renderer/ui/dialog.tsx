import { Modal } from '@mantine/core'
import { type JSX, type ReactNode, useEffect, useState } from 'react'
import { IconButton } from './button.tsx'

/** Gives the keyboard back to what had it; where that is gone, to the picture, or to what is chosen in the view. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // After what closed the dialog: whoever takes the focus by then keeps it.
      setTimeout(() => {
        if (document.activeElement !== document.body && document.activeElement !== null) return
        const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body
        const place = isThere
          ? before
          : document.querySelector<HTMLElement>('[data-place="canvas"], main.page [data-pane-entry]')
        place?.focus()
      })
    },
    [before],
  )
}

/** A window over the window: keeps the focus inside, closes on Escape, gives the focus back. */
export function Dialog({
  title,
  note,
  tools,
  width,
  onClose,
  children,
  footer,
  closable = true,
}: {
  title: string
  /** Said beside the title, in the second grey. */
  note?: ReactNode
  /** Controls at the right of the title. */
  tools?: ReactNode
  /** Pixels. */
  width: number
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  closable?: boolean
}): JSX.Element {
  useFocusBack()
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={width}
      centered
      lockScroll={false}
      closeOnClickOutside={closable}
      closeOnEscape={closable}
      transitionProps={{ duration: 120 }}
    >
      <Modal.Overlay />
      <Modal.Content classNames={{ content: 'dialog' }} aria-label={title}>
        <header className="dialog-head">
          <Modal.Title component="h2">{title}</Modal.Title>
          {note !== undefined && <span className="dim">{note}</span>}
          <span className="space" />
          {tools}
          {closable && <IconButton name="Close" icon="close" onClick={onClose} />}
        </header>
        <div className="dialog-body">{children}</div>
        {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
      </Modal.Content>
    </Modal.Root>
  )
}
