import './ui/styles.ts'
import './views/views.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startState } from './state/start.ts'
import { report } from './ui/report.ts'
import { App } from './views/app.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')

startState(report)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
