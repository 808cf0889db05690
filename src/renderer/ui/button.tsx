import type { ButtonHTMLAttributes, JSX, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'plain' | 'primary' | 'quiet' | 'link'
  small?: boolean
  icon?: IconName
  /** Keys that do the same, shown inside. */
  hint?: string | undefined
  /** Why it cannot be pressed; disables it. */
  reason?: string | undefined
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

const classes = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ')

/** A button with words. One `primary` a screen. */
export function Button({
  look,
  small,
  icon,
  hint,
  reason,
  children,
  className,
  title,
  ...rest
}: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      {...rest}
      className={classes('btn', look, small && 'small', className)}
      disabled={rest.disabled ?? reason !== undefined}
      title={reason ?? title}
    >
      {icon && <Icon name={icon} />}
      {children}
      {hint !== undefined && hint !== '' && (
        <span className="hint" aria-hidden="true">
          {hint}
        </span>
      )}
    </button>
  )
}

/** A button with a sign only; its name is read out and shown in the tooltip, with its keys. */
export function IconButton({
  name,
  icon,
  keys,
  reason,
  small,
  className,
  on,
  ...rest
}: Omit<ButtonProps, 'look' | 'hint' | 'name'> & {
  name: string
  icon: IconName
  keys?: string | undefined
  on?: boolean
}): JSX.Element {
  const title = keys ? `${name} (${keys})` : name
  return (
    <button
      type="button"
      {...rest}
      className={classes('btn quiet icon-only', small && 'small', on && 'on', className)}
      aria-label={name}
      aria-pressed={on}
      disabled={rest.disabled ?? reason !== undefined}
      title={reason === undefined ? title : `${title}: ${reason}`}
    >
      <Icon name={icon} />
    </button>
  )
}
