import type { CommandContext } from '../command-context.ts'
import { selectedTargets } from '../document.ts'
import type { Command } from './command.ts'
import { canEdit, hasSelection, hasTargets } from './command.ts'

/** Screen pixels that one press moves the cross-hair while nothing is selected, and with Shift. */
const CROSSHAIR_STEP = { one: 8, ten: 64 }

/** The selected target, or else the cross-hair: what the canvas is asked to show. */
function reveal({ editor, canvas }: CommandContext): void {
  const { document, crosshair } = editor.getState()
  const point = selectedTargets(document)[0] ?? crosshair
  if (point) canvas.reveal(point)
}

function nudge(context: CommandContext, x: number, y: number, step: 'one' | 'ten'): void {
  const { editor, canvas } = context
  if (hasSelection(context)) {
    const pixels = step === 'one' ? 1 : 10
    editor.nudge(x * pixels, y * pixels)
    return
  }
  const from = editor.getState().crosshair ?? canvas.centre()
  const pixels = CROSSHAIR_STEP[step] / canvas.scale()
  if (from) editor.pointAt({ x: from.x + x * pixels, y: from.y + y * pixels })
  reveal(context)
}

const arrows = [
  { name: 'left', key: 'ArrowLeft', x: -1, y: 0 },
  { name: 'right', key: 'ArrowRight', x: 1, y: 0 },
  { name: 'up', key: 'ArrowUp', x: 0, y: -1 },
  { name: 'down', key: 'ArrowDown', x: 0, y: 1 },
] as const

const nudges: readonly Command[] = arrows.flatMap(({ name, key, x, y }) =>
  (['one', 'ten'] as const).map((step): Command => ({
    id: `point.nudge.${name}.${step}`,
    title: `Nudge ${name} ${step === 'one' ? '1 px' : '10 px'}`,
    group: 'Points',
    keys: [step === 'one' ? key : `Shift+${key}`],
    where: 'review',
    repeats: true,
    enabled: canEdit,
    run: (context) => nudge(context, x, y, step),
    release: ({ editor }) => editor.finish(),
  })),
)

/** Choosing, moving and changing targets. */
export const pointCommands: readonly Command[] = [
  {
    id: 'point.next',
    title: 'Next point',
    group: 'Points',
    keys: ['Tab'],
    where: 'canvas',
    repeats: true,
    enabled: hasTargets,
    run(context) {
      context.editor.step('next')
      reveal(context)
    },
  },
  {
    id: 'point.previous',
    title: 'Previous point',
    group: 'Points',
    keys: ['Shift+Tab'],
    where: 'canvas',
    repeats: true,
    enabled: hasTargets,
    run(context) {
      context.editor.step('previous')
      reveal(context)
    },
  },
  {
    id: 'point.add',
    title: 'Add point at cross-hair',
    group: 'Points',
    keys: ['C', 'Insert'],
    where: 'review',
    enabled: canEdit,
    run({ editor, canvas }) {
      const point = editor.getState().crosshair ?? canvas.centre()
      if (point) editor.add(point)
    },
  },
  {
    id: 'point.delete',
    title: 'Delete',
    group: 'Points',
    keys: ['Delete', 'Backspace'],
    where: 'review',
    enabled: (context) => canEdit(context) && hasSelection(context),
    run: ({ editor }) => editor.remove(),
  },
  {
    id: 'point.cycleLabel',
    title: 'Cycle label',
    group: 'Points',
    keys: ['L'],
    where: 'review',
    enabled: (context) => canEdit(context) && hasSelection(context) && context.labels.length > 0,
    run: ({ editor, labels }) => editor.cycleLabel(labels),
  },
  {
    id: 'point.editLabel',
    title: 'Type a label',
    group: 'Points',
    keys: ['Shift+L', 'F2'],
    where: 'review',
    enabled: (context) => canEdit(context) && hasSelection(context),
    run: (context) => context.focusLabel(),
  },
  {
    id: 'point.required',
    title: 'Required or not',
    group: 'Points',
    keys: ['Q'],
    where: 'review',
    enabled: (context) => canEdit(context) && hasSelection(context),
    run({ editor }) {
      const { document } = editor.getState()
      const required = !selectedTargets(document).every((target) => target.required)
      editor.setRequired(document.selection, required)
    },
  },
  {
    id: 'point.selectAll',
    title: 'Select all',
    group: 'Points',
    keys: ['Ctrl+A'],
    where: 'review',
    enabled: hasTargets,
    run: ({ editor }) => editor.selectAll(),
  },
  {
    id: 'point.clear',
    title: 'Clear selection, cancel a drag',
    group: 'Points',
    keys: ['Escape'],
    where: 'review',
    enabled(context) {
      const { document, crosshair } = context.editor.getState()
      return document.gesture !== undefined || document.selection.size > 0 || crosshair !== undefined
    },
    run({ editor }) {
      const { document } = editor.getState()
      if (document.gesture) return editor.cancel()
      if (document.selection.size > 0) return editor.select([])
      editor.pointAt(undefined)
    },
  },
  ...nudges,
]
