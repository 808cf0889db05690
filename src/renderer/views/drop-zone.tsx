import { type JSX, useEffect, useState } from 'react'
import { importClipboard, importDrop } from '../state/importing.ts'
import { showView } from '../state/view.ts'

const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer => transfer?.types.includes('Files') === true

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null

/** The whole window takes files and folders that are dropped, and pictures that are pasted. */
export function DropZone(): JSX.Element | null {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    window.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setIsOver(true)
      },
      { signal },
    )
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setIsOver(false)
      },
      { signal },
    )
    window.addEventListener(
      'drop',
      (event) => {
        setIsOver(false)
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        showView('review')
        void importDrop(event.dataTransfer)
      },
      { signal },
    )
    window.addEventListener(
      'paste',
      (event) => {
        if (!event.clipboardData || isField(event.target)) return
        if (!importClipboard(event.clipboardData)) return
        event.preventDefault()
        showView('review')
      },
      { signal },
    )
    return () => {
      controller.abort()
    }
  }, [])
  return isOver ? <div className="drop-over">Drop to add to this project</div> : null
}
