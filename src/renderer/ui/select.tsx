import type { JSX, SelectHTMLAttributes } from 'react'
import { Icon } from './icon.tsx'

/** The browser's own list to choose from, with the sign that everything which opens has. */
export const Select = (props: SelectHTMLAttributes<HTMLSelectElement>): JSX.Element => (
  <span className="select">
    <select {...props} className="field" />
    <Icon name="down" />
  </span>
)
