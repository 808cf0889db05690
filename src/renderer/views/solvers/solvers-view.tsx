import type { JSX } from 'react'

export function SolversView(): JSX.Element {
  return (
    <main className="view">
      <h1>Solvers</h1>
    </main>
  )
}
