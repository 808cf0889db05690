import type { ViewId } from '../command-context.ts'
import type { Command } from './command.ts'
import { always } from './command.ts'

const view = (id: ViewId, title: string, keys: readonly string[]): Command => ({
  id: `view.${id}`,
  title: `Go to ${title}`,
  group: 'App',
  keys,
  where: 'everywhere',
  enabled: (context) => context.view !== id,
  run: (context) => context.show(id),
})

/** Views, dialogs and files. */
export const appCommands: readonly Command[] = [
  {
    id: 'app.search',
    title: 'Search',
    group: 'Go through items',
    keys: ['/'],
    where: 'review',
    enabled: always,
    run: (context) => context.focusSearch(),
  },
  {
    id: 'app.palette',
    title: 'Command palette',
    group: 'App',
    keys: ['Ctrl+K'],
    where: 'everywhere',
    inFields: true,
    enabled: always,
    run: (context) => context.openPalette(),
  },
  {
    id: 'app.shortcuts',
    title: 'Shortcuts',
    group: 'App',
    keys: ['?'],
    where: 'everywhere',
    enabled: always,
    run: (context) => context.openShortcuts(),
  },
  {
    id: 'app.openImages',
    title: 'Open images',
    group: 'App',
    keys: ['Ctrl+O'],
    where: 'everywhere',
    inFields: true,
    enabled: (context) => !context.readOnly,
    run: (context) => context.openImages('files'),
  },
  {
    id: 'app.openFolder',
    title: 'Open a folder of images',
    group: 'App',
    keys: ['Ctrl+Shift+O'],
    where: 'everywhere',
    inFields: true,
    enabled: (context) => !context.readOnly,
    run: (context) => context.openImages('folder'),
  },
  {
    id: 'app.export',
    title: 'Export',
    group: 'App',
    keys: ['Ctrl+E'],
    where: 'everywhere',
    inFields: true,
    enabled: always,
    run: (context) => context.openExport(),
  },
  view('review', 'Review', ['G R']),
  view('datasets', 'Datasets', ['G D']),
  view('settings', 'Settings', ['G S', 'Ctrl+,']),
]
