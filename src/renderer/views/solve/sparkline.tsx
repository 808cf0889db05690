import type { JSX } from 'react'

const WIDTH = 64
const HEIGHT = 20
const TOP = 3.5
const BASE = 19.5

/** How many tasks ended in each slice, oldest first, as one line; the figure beside it says how many there are now. */
export function Sparkline({ values, mark }: { values: readonly number[]; mark: number }): JSX.Element {
  const most = Math.max(1, ...values)
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map(
    (value, index) => `${(index * step).toFixed(1)},${(BASE - 1 - (value / most) * (BASE - 1 - TOP)).toFixed(1)}`,
  )
  return (
    <svg className={`spark k${String(mark + 1)}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={`M0 ${String(BASE)}H${String(WIDTH)}`} className="base" />
      <polyline points={points.join(' ')} />
    </svg>
  )
}
