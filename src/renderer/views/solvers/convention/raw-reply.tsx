import { type JSX, useState } from 'react'
import type { ReadingSample } from '../../../../contract/solver-methods.ts'
import { Button } from '../../../ui/button.tsx'

/** A reply as text, indented where it is JSON. */
function shownReply(said: string): string {
  try {
    return JSON.stringify(JSON.parse(said), undefined, 1)
  } catch {
    // Text with a fence or tags is shown as it came.
    return said
  }
}

/** What a source answered about one image, in its own words. */
export function RawReply({ sample }: { sample: ReadingSample }): JSX.Element {
  const { name, imageSize, sentSize, instruction, said, raw } = sample
  const [isWhole, setIsWhole] = useState(false)
  const isAsIs = imageSize.width === sentSize.width && imageSize.height === sentSize.height
  return (
    <section aria-labelledby="raw-reply">
      <h3 id="raw-reply">Raw reply</h3>
      <p className="dim">
        {name}, {imageSize.width} × {imageSize.height}, sent{' '}
        {isAsIs ? 'as it is' : `as ${String(sentSize.width)} × ${String(sentSize.height)}`}. “{instruction}”
      </p>
      <pre className="exchange" tabIndex={0} aria-label="Reply">
        {isWhole ? shownReply(raw) : said}
      </pre>
      <Button look="link" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
        {isWhole ? 'Only what says where' : 'The whole reply'}
      </Button>
    </section>
  )
}
