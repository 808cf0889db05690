import type { CSSProperties, JSX } from 'react'
import { useEditor } from '../../state/editor.ts'
import { counted, withoutKnown } from '../../state/matches.ts'
import { cancelSearch, LEAST_THRESHOLD, type Search, searchHere, useSimilar } from '../../state/similar.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { report } from '../../ui/report.ts'
import { count, duration, plural } from '../../ui/words.ts'

const slide = (share: number): CSSProperties => ({ '--at': `${share * 100}%` }) as CSSProperties

async function giveUp(): Promise<void> {
  try {
    await cancelSearch()
  } catch (error) {
    report('The search could not be given up', error)
  }
}

function Threshold({ search }: { search: Extract<Search, { kind: 'done' }> }): JSX.Element {
  const threshold = useSimilar((state) => state.threshold)
  const targets = useEditor(({ document }) => document.decision.targets)
  const found = counted(search.found, threshold)
  const known = found.length - withoutKnown(found, targets).length
  return (
    <div className="similar-threshold">
      <label>
        <span>Least likeness</span>
        <input
          type="range"
          style={slide((threshold - LEAST_THRESHOLD) / (1 - LEAST_THRESHOLD))}
          min={LEAST_THRESHOLD * 100}
          max={100}
          step={1}
          value={Math.round(threshold * 100)}
          aria-valuetext={`${Math.round(threshold * 100)} percent, ${plural(found.length, 'match', 'matches')}`}
          onChange={(event) => {
            useSimilar.setState({ threshold: event.currentTarget.valueAsNumber / 100 })
          }}
        />
        <output>{Math.round(threshold * 100)} %</output>
      </label>
      <p role="status">
        <b>{plural(found.length, 'match', 'matches')}</b>
        {known > 0 && <span className="dim"> · {count(known)} where a target is already</span>}
      </p>
      <p className="dim xs">
        {count(search.found.length)} candidates in {duration(search.tookMs)}
        {search.searchedAt < 1 && `, searched at ${Math.round(search.searchedAt * 100)} % of full size`}
      </p>
    </div>
  )
}

/** What was found on the open item, and from which likeness on it counts. */
export function MatchesSection(): JSX.Element {
  const openId = useEditor(({ item }) => item?.id)
  const { examples, search } = useSimilar()
  const here = search.kind !== 'none' && search.itemId === openId ? search : undefined
  return (
    <section className="section" aria-labelledby="matches-title">
      <div className="panel-head">
        <h3 id="matches-title">Matches</h3>
      </div>
      {here?.kind === 'running' && (
        <div className="similar-running" role="status">
          <i className="similar-spinner" />
          <span>Searching this image</span>
          <span className="space" />
          <Button small onClick={() => void giveUp()}>
            Cancel
          </Button>
        </div>
      )}
      {here?.kind === 'failed' && (
        <>
          <Note kind="error" title="This image could not be searched">
            {here.reason}
          </Note>
          <div className="similar-again">
            <Button icon="retry" onClick={() => void searchHere()}>
              Search again
            </Button>
          </div>
        </>
      )}
      {here?.kind === 'done' && <Threshold search={here} />}
      {!here && examples.length === 0 && (
        <p className="say">They appear on the picture as soon as one example is marked.</p>
      )}
      {!here && examples.length > 0 && (
        <>
          <p className="say">The examples stay while you go from image to image.</p>
          <div className="similar-again">
            <Button icon="search" onClick={() => void searchHere()}>
              Search this image too
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
