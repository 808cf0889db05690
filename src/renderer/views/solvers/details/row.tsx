import type { JSX, ReactNode } from 'react'

/** A label and what it is the label of, with words of help below. `htmlFor` where that is one field. */
export const Row = ({
  label,
  htmlFor,
  help,
  className = '',
  children,
}: {
  label: string
  htmlFor?: string
  help?: ReactNode
  className?: string
  children: ReactNode
}): JSX.Element => (
  <>
    {htmlFor === undefined ? <span className="label">{label}</span> : <label htmlFor={htmlFor}>{label}</label>}
    <div className={`control ${className}`}>{children}</div>
    {help !== undefined && help !== false && <p className="help">{help}</p>}
  </>
)
