import type { JSX } from 'react'

export function SolveView(): JSX.Element {
  return (
    <main className="view">
      <h1>Solve</h1>
    </main>
  )
}
