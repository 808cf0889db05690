import { type JSX, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

type Kind = 'error' | 'warning' | 'information'

const icons: Record<Kind, IconName> = { error: 'warning', warning: 'warning', information: 'information' }

/** One line each for what happened and why; "More" shows the rest where that is not enough. */
function Brief({ title, children }: { title: ReactNode; children: ReactNode }): JSX.Element {
  const lines = useRef<HTMLDivElement>(null)
  const [isCut, setIsCut] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  useLayoutEffect(() => {
    const box = lines.current
    if (!box) return undefined
    const sized = new ResizeObserver(() => {
      setIsCut([...box.children].some((line) => line.scrollWidth > line.clientWidth))
    })
    for (const line of box.children) sized.observe(line)
    return () => {
      sized.disconnect()
    }
  }, [])
  return (
    <div className={isOpen ? 'note-lines' : 'note-lines brief'}>
      <div ref={lines}>
        <p className="strong">{title}</p>
        {children !== undefined && <p className="dim">{children}</p>}
      </div>
      {(isCut || isOpen) && (
        <Button
          look="link"
          aria-expanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen)
          }}
        >
          {isOpen ? 'Less' : 'More'}
        </Button>
      )}
    </div>
  )
}

/** A band where the work is: what happened, why, what to do; at most one or two buttons. `brief` keeps it to two lines. */
export function Note({
  kind,
  title,
  children,
  actions,
  brief = false,
}: {
  kind: Kind
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  brief?: boolean
}): JSX.Element {
  return (
    <div className={`note ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icons[kind]} />
      {brief ? (
        <Brief title={title}>{children}</Brief>
      ) : (
        <div>
          <p className="strong">{title}</p>
          {children !== undefined && <p className="dim">{children}</p>}
        </div>
      )}
      {actions !== undefined && <div className="note-actions">{actions}</div>}
    </div>
  )
}
