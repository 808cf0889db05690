import type { JSX, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

type Kind = 'error' | 'warning' | 'information'

const icons: Record<Kind, IconName> = { error: 'warning', warning: 'warning', information: 'review' }

/** A band where the work is: what happened, why, what to do; at most one or two buttons. */
export function Note({
  kind,
  title,
  children,
  actions,
}: {
  kind: Kind
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}): JSX.Element {
  return (
    <div className={`note ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icons[kind]} />
      <div>
        <p className="strong">{title}</p>
        {children !== undefined && <p className="dim">{children}</p>}
      </div>
      {actions !== undefined && <div className="note-actions">{actions}</div>}
    </div>
  )
}
