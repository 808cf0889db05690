import { create } from 'zustand'
import { useEditor } from '../../state/editor.ts'
import { useItem } from '../../state/item.ts'
import { useProject } from '../../state/project.ts'
import { changeSettings, useSettings } from '../../state/settings.ts'
import { useView } from '../../state/view.ts'
import { report } from '../../ui/report.ts'

export const tourSteps = ['send', 'check', 'correct', 'accept', 'export'] as const
export type TourStep = (typeof tourSteps)[number]

/** The first step that is not done; steps are passed by doing them, or by "Next". */
const useTour = create<{ passed: number }>(() => ({ passed: 0 }))

/** The step of the tour that is shown, or undefined: it is part of the samples and of the first time only. */
export function useTourStep(): TourStep | undefined {
  const passed = useTour((state) => state.passed)
  const isOn = useSettings(({ settings, isRead }) => isRead && !settings.tourDone)
  const isSamples = useProject(({ app }) => app?.project.isSamples === true)
  const isReview = useView(({ view, dialog }) => view === 'review' && dialog === undefined)
  const hasItem = useItem(({ detail }) => detail !== undefined)
  return isOn && isSamples && isReview && hasItem ? tourSteps[passed] : undefined
}

/** What the reviewer has done already, counted in steps. */
export function useDoneSteps(): number {
  const answers = useItem(({ detail }) => detail?.answers.length ?? 0)
  const targets = useEditor(({ document }) => document.decision.targets.length)
  const state = useEditor(({ document }) => document.decision.state)
  if (state === 'reviewed') return 4
  if (targets > 0) return 2
  return answers > 0 ? 1 : 0
}

export const passTo = (step: number): void => {
  if (step > useTour.getState().passed) useTour.setState({ passed: step })
}

/** Ends the tour for good. */
export async function endTour(): Promise<void> {
  try {
    await changeSettings({ tourDone: true })
  } catch (error) {
    report('The tour could not be ended', error)
  }
}
