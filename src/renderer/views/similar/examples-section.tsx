import type { JSX } from 'react'
import { useEditor } from '../../state/editor.ts'
import {
  clearExamples,
  type Example,
  markSelected,
  MOST_EXAMPLES,
  removeExample,
  useSimilar,
} from '../../state/similar.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { DraftField } from '../../ui/draft-field.tsx'
import { Crop } from './crop.tsx'

function ExampleCard({ example, number }: { example: Example; number: number }): JSX.Element {
  const isHere = useEditor(({ item }) => item?.id === example.itemId)
  const size = `${Math.round(example.box.width)} × ${Math.round(example.box.height)} px`
  return (
    <li>
      <Crop example={example} />
      <span className="similar-words">
        <b>{size}</b>
        <span className="dim xs cut" title={example.itemName}>
          {isHere ? 'on this image' : `on ${example.itemName}`}
        </span>
      </span>
      <IconButton
        name={`Remove example ${number}`}
        icon="close"
        small
        onClick={() => {
          removeExample(example.key)
        }}
      />
    </li>
  )
}

const [SMALLEST_BOX, LARGEST_BOX] = [8, 4_000]

const takeBoxSize = (text: string): Promise<string | undefined> => {
  const value = Number(text)
  if (!(value >= SMALLEST_BOX && value <= LARGEST_BOX))
    return Promise.resolve(`A number from ${SMALLEST_BOX} to ${LARGEST_BOX}.`)
  useSimilar.setState({ boxSize: value })
  return Promise.resolve(undefined)
}

/** What was marked, and the way to mark more without a pointer. */
export function ExamplesSection(): JSX.Element {
  const { examples, boxSize } = useSimilar()
  const selected = useEditor(({ document }) => document.selection.size)
  const hasCrosshair = useEditor(({ crosshair }) => crosshair !== undefined)
  const isFull = examples.length >= MOST_EXAMPLES
  const what =
    selected > 0 ? (selected === 1 ? 'the selected target' : `${selected} selected targets`) : 'at cross-hair'
  const reason = isFull
    ? `${MOST_EXAMPLES} examples are the most that one search takes`
    : selected === 0 && !hasCrosshair
      ? 'Select a target first, or move the cross-hair with the arrow keys'
      : undefined
  return (
    <section className="section" aria-labelledby="examples-title">
      <div className="panel-head">
        <h3 id="examples-title">Examples</h3>
        <span className="count">
          {examples.length} of {MOST_EXAMPLES}
        </span>
        <span className="space" />
        {examples.length > 0 && (
          <Button look="link" onClick={clearExamples}>
            Remove all
          </Button>
        )}
      </div>
      {examples.length === 0 ? (
        <p className="say">
          Draw a box round one thing on the picture. The rest that look like it are found at any angle, from half to
          twice its size.
        </p>
      ) : (
        <ul className="similar-examples">
          {examples.map((example, at) => (
            <ExampleCard key={example.key} example={example} number={at + 1} />
          ))}
        </ul>
      )}
      <div className="similar-mark">
        <Button icon="plus" reason={reason} onClick={markSelected}>
          Mark {what}
        </Button>
        <label className="dim xs" htmlFor="similar-box">
          Box
          <DraftField
            id="similar-box"
            type="number"
            min={SMALLEST_BOX}
            max={LARGEST_BOX}
            step={1}
            value={String(boxSize)}
            aria-label="Side of the box round a target, pixels"
            onTake={takeBoxSize}
          />
          px
        </label>
      </div>
    </section>
  )
}
