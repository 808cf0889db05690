import type { CommandContext } from '../command-context.ts'
import { selectedTargets } from '../document.ts'
import type { ToolId } from '../editor.ts'
import type { Command } from './command.ts'
import { hasItem, hasSelection } from './command.ts'

const isShown = (context: CommandContext): boolean => hasItem(context) && !context.isUnreadable

const tool = (id: ToolId, title: string, key: string): Command => ({
  id: `tool.${id}`,
  title,
  group: 'Tools',
  keys: [key],
  where: 'review',
  enabled: isShown,
  run: ({ editor }) => editor.hold(id),
})

export const toolCommands: readonly Command[] = [
  tool('select', 'Select', 'V'),
  tool('add', 'Add point', 'A'),
  tool('pan', 'Pan', 'H'),
  tool('similar', 'Find similar', 'Y'),
  {
    id: 'tool.leaveSimilar',
    title: 'Leave find similar',
    group: 'Tools',
    keys: ['Escape'],
    where: 'review',
    enabled: ({ editor }) => editor.getState().tool === 'similar',
    run: ({ editor }) => editor.hold('add'),
  },
]

export const canvasCommands: readonly Command[] = [
  {
    id: 'canvas.zoomIn',
    title: 'Zoom in',
    group: 'Canvas',
    keys: ['+', '='],
    where: 'review',
    repeats: true,
    enabled: isShown,
    run: (context) => context.canvas.zoomIn(),
  },
  {
    id: 'canvas.zoomOut',
    title: 'Zoom out',
    group: 'Canvas',
    keys: ['-'],
    where: 'review',
    repeats: true,
    enabled: isShown,
    run: (context) => context.canvas.zoomOut(),
  },
  {
    id: 'canvas.fit',
    title: 'Fit',
    group: 'Canvas',
    keys: ['0'],
    where: 'review',
    enabled: isShown,
    run: (context) => context.canvas.fit(),
  },
  {
    id: 'canvas.actualSize',
    title: 'Actual size',
    group: 'Canvas',
    keys: ['Shift+0'],
    where: 'review',
    enabled: isShown,
    run: (context) => context.canvas.actualSize(),
  },
  {
    id: 'canvas.zoomToPoint',
    title: 'Zoom to point',
    group: 'Canvas',
    keys: ['Z'],
    where: 'review',
    enabled: (context) => isShown(context) && hasSelection(context),
    run(context) {
      const [target] = selectedTargets(context.editor.getState().document)
      if (target) context.canvas.zoomTo(target)
    },
  },
]
