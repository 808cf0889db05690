import { type FormEvent, type JSX, useState } from 'react'
import { client } from '../../host.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'

/** Names a new project, makes it and opens it. */
export function NewProjectDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setError(undefined)
    try {
      await client['projects.create']({ name: name.trim() })
      onClose()
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
    }
  }
  return (
    <Dialog
      title="New project"
      width={440}
      onClose={onClose}
      footer={
        <>
          <span className="space" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-project" disabled={name.trim() === ''}>
            Create
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Note kind="error" title="The project was not made.">
          {error}
        </Note>
      )}
      <form id="new-project" className="form" onSubmit={(event) => void create(event)}>
        <label htmlFor="project-name">Name</label>
        <input
          id="project-name"
          className="field"
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <p className="help">A folder NAME.pointcheck is made in Pointcheck’s data folder. Images are copied into it.</p>
      </form>
    </Dialog>
  )
}
