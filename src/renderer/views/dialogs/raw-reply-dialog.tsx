import { type JSX, useEffect, useState } from 'react'
import { client } from '../../host.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { announce, report } from '../../ui/report.ts'

/** What a solver sent, byte for byte: with an answer, or as the last reply of a request that ended without one. */
export function RawReplyDialog({
  of,
  id,
  solverName,
  onClose,
}: {
  of: 'answers' | 'tasks'
  id: string
  solverName: string
  onClose: () => void
}): JSX.Element {
  const [raw, setRaw] = useState<string>()
  const [error, setError] = useState<string>()
  useEffect(() => {
    let isWanted = true
    const load = async (): Promise<void> => {
      try {
        const reply = await client[`${of}.raw`]({ id })
        if (isWanted) setRaw(reply.raw)
      } catch (reason) {
        if (isWanted) setError(reason instanceof Error ? reason.message : String(reason))
      }
    }
    void load()
    return () => {
      isWanted = false
    }
  }, [of, id])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(raw ?? '')
      announce('Copied.')
    } catch (reason) {
      report('The reply could not be copied', reason)
    }
  }
  return (
    <Dialog
      title="Raw reply"
      note={solverName}
      width={640}
      onClose={onClose}
      footer={
        <>
          <span>Kept as it came; edits never change it.</span>
          <span className="space" />
          <Button icon="copy" disabled={raw === undefined} onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      {error === undefined ? (
        <pre className="raw" tabIndex={0} aria-label="Reply" aria-busy={raw === undefined}>
          {raw ?? ' '}
        </pre>
      ) : (
        <Note kind="error" title="The reply cannot be read.">
          {error}
        </Note>
      )}
    </Dialog>
  )
}
