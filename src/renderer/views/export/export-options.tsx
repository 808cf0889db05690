import type { JSX } from 'react'
import { useSolvers } from '../../state/solvers.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import type { ExportChoices, ItemChoice } from './use-export-request.ts'

const itemChoices: readonly { value: ItemChoice; label: string }[] = [
  { value: 'reviewed', label: 'Reviewed' },
  { value: 'answered', label: 'Answered' },
  { value: 'shown', label: 'In the list' },
  { value: 'all', label: 'All' },
]

/** What is written, and how. */
export function ExportOptions({
  choices,
  onChange,
}: {
  choices: ExportChoices
  onChange: (change: Partial<ExportChoices>) => void
}): JSX.Element {
  const solvers = useSolvers((state) => state.solvers)
  return (
    <div className="export-options">
      <span className="label">Items</span>
      <Segmented name="Items" value={choices.items} options={itemChoices} onChange={(items) => onChange({ items })} />
      <label className="label" htmlFor="export-points">
        Points
      </label>
      <Select
        id="export-points"
        value={choices.points}
        onChange={(event) => onChange({ points: event.currentTarget.value })}
      >
        <option value="truth">Truth</option>
        {solvers.map(({ solver }) => (
          <option key={solver.id} value={solver.id}>
            Newest answer of {solver.name}
          </option>
        ))}
      </Select>
      <span className="label">Images</span>
      <span className="beside">
        <Segmented
          name="Images"
          value={choices.images}
          options={[
            { value: 'none', label: 'None' },
            { value: 'copy', label: 'Copy' },
          ]}
          onChange={(images) => onChange({ images })}
        />
        <label className="beside">
          <input
            type="checkbox"
            className="check"
            checked={choices.overlays}
            onChange={(event) => onChange({ overlays: event.currentTarget.checked })}
          />
          Overlay pictures
        </label>
      </span>
      <span className="label">Write as</span>
      <Segmented
        name="Write as"
        value={choices.container}
        options={[
          { value: 'folder', label: 'Folder' },
          { value: 'zip', label: 'Zip' },
        ]}
        onChange={(container) => onChange({ container })}
      />
      {choices.format === 'coco' && (
        <>
          <label className="label" htmlFor="export-radius">
            Box radius
          </label>
          <span className="beside">
            <input
              id="export-radius"
              className="field short number"
              type="number"
              min={1}
              max={10_000}
              value={choices.boxRadius}
              onChange={(event) => {
                const value = event.currentTarget.valueAsNumber
                if (value > 0 && value <= 10_000) onChange({ boxRadius: value })
              }}
            />
            <span className="dim">px, never 0</span>
          </span>
        </>
      )}
    </div>
  )
}
