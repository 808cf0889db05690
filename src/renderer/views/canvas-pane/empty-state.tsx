import type { JSX } from 'react'
import { client } from '../../host.ts'
import { useReadOnly } from '../../state/project.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { report } from '../../ui/report.ts'
import { run } from '../commands/context.ts'

const openSamples = async (): Promise<void> => {
  try {
    await client['projects.openSamples']({})
  } catch (error) {
    report('The samples could not be opened', error)
  }
}

/** A project without items: what the window takes and what happens with it. */
export function EmptyState(): JSX.Element {
  const readOnly = useReadOnly()
  return (
    <div className="full-state drop-target">
      <h2>Drop images or a folder here</h2>
      <p>Each image becomes one item to check. Originals are not changed.</p>
      <div className="go">
        <Button look="primary" hint="Ctrl O" reason={readOnly} onClick={() => run('app.openImages')}>
          Choose images
        </Button>
        <Button reason={readOnly} onClick={() => run('app.openFolder')}>
          Choose a folder
        </Button>
      </div>
      <dl>
        <dt>
          <Icon name="image" />
          Images
        </dt>
        <dd>JPEG, PNG, WebP, GIF</dd>
        <dt>
          <Icon name="folder" />
          Folders
        </dt>
        <dd>with the folders inside them</dd>
        <dt>
          <Icon name="clipboard" />A picture in the clipboard
        </dt>
        <dd>Ctrl V</dd>
      </dl>
      <p>
        Only looking?{' '}
        <Button look="link" onClick={() => void openSamples()}>
          Open the samples
        </Button>
      </p>
    </div>
  )
}
