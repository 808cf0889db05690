import { type JSX, useId } from 'react'

/** One of a few, side by side: radio buttons that look like one control. */
export function Segmented<T extends string>({
  name,
  value,
  options,
  onChange,
}: {
  name: string
  value: T
  options: readonly { value: T; label: string; reason?: string | undefined }[]
  onChange: (value: T) => void
}): JSX.Element {
  const group = useId()
  return (
    <div className="segmented" role="radiogroup" aria-label={name}>
      {options.map((option) => (
        <label key={option.value} title={option.reason} className={option.value === value ? 'on' : undefined}>
          <input
            type="radio"
            name={group}
            checked={option.value === value}
            disabled={option.reason !== undefined}
            onChange={() => {
              onChange(option.value)
            }}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
