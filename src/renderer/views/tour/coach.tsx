import { type JSX, useEffect } from 'react'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { endTour, passTo, type TourStep, tourSteps, useDoneSteps, useTourStep } from './tour-steps.ts'

const words: Record<TourStep, { title: string; text: string }> = {
  send: {
    title: 'Send this picture to a solver',
    text: 'The built-in solver runs on this machine: no key, no network. Its points appear on the picture, ready to check.',
  },
  check: {
    title: 'Check its answer',
    text: 'Each ring with a cross-hair is one point of the answer. Press U to take them over as targets.',
  },
  correct: {
    title: 'Correct what is wrong',
    text: 'Drag a target, or choose it with Tab and nudge it with the arrow keys. A click adds one, Delete removes it. Every step is saved at once.',
  },
  accept: {
    title: 'Accept, and go on',
    text: 'Enter makes the item reviewed and opens the next one. Ctrl Shift Enter sends all that are not solved yet.',
  },
  export: {
    title: 'Export your labels',
    text: 'Ctrl E writes the reviewed items as JSON, JSON Lines, CSV or COCO. That is all there is to it.',
  },
}

/** A card that shows the first job, step by step; going on with the work goes on with the tour. */
export function Coach(): JSX.Element | null {
  const step = useTourStep()
  const done = useDoneSteps()
  const isExporting = useView(({ dialog }) => dialog?.kind === 'export')
  useEffect(() => {
    passTo(done)
  }, [done])
  useEffect(() => {
    if (isExporting) void endTour()
  }, [isExporting])
  if (step === undefined) return null
  const index = tourSteps.indexOf(step)
  const { title, text } = words[step]
  const next = (): void => {
    if (index === tourSteps.length - 1) void endTour()
    else passTo(index + 1)
  }
  return (
    <section className={`coach float at-${step}`} aria-label="Tour" role="status">
      <h3>{title}</h3>
      <p>{text}</p>
      <div className="coach-foot">
        <span className="steps" aria-hidden="true">
          {tourSteps.map((one, position) => (
            <i key={one} className={position <= index ? 'on' : undefined} />
          ))}
        </span>
        <span>
          {index + 1} of {tourSteps.length}
        </span>
        <span className="space" />
        {index < tourSteps.length - 1 && (
          <Button look="link" onClick={() => void endTour()}>
            Skip the tour
          </Button>
        )}
        {step !== 'send' && (
          <Button small onClick={next}>
            {index === tourSteps.length - 1 ? 'Done' : 'Next'}
          </Button>
        )}
      </div>
    </section>
  )
}
