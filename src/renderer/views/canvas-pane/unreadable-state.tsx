import type { JSX } from 'react'
import type { Item } from '../../../core/item.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { bytes } from '../../ui/words.ts'
import { run } from '../commands/context.ts'

/** An image of the project that can no longer be shown: what is known, and what to do. */
export function UnreadableState({
  item,
  reason,
  onRetry,
}: {
  item: Item
  reason: string
  onRetry: () => void
}): JSX.Element {
  const { image } = item
  return (
    <div className="full-state" role="alert">
      <Icon name="unreadable" className="bad" />
      <h2>This image cannot be read</h2>
      <p>{reason} Its labels are kept.</p>
      <div className="go">
        <Button look="primary" icon="retry" onClick={onRetry}>
          Try again
        </Button>
        <Button onClick={() => run('app.openImages')}>Choose the file</Button>
        <Button onClick={() => run('item.next')} hint="J">
          Next item
        </Button>
      </div>
      <dl>
        <dt>File</dt>
        <dd className="mono" title={item.name}>
          <span className="cut">{item.name}</span>
        </dd>
        <dt>Format</dt>
        <dd>
          {image.format.toUpperCase()}, {image.width} × {image.height}
        </dd>
        <dt>Size</dt>
        <dd>{bytes(image.bytes)}</dd>
        <dt>Content</dt>
        <dd className="mono" title={image.hash}>
          {image.hash.slice(0, 16)}…
        </dd>
      </dl>
    </div>
  )
}
