import type { MenuItemConstructorOptions } from 'electron'
import { z } from 'zod'

/** What the window says of its commands, so that menu, toolbar and keyboard come from one table. */
export const MenuItems = z
  .array(
    z.object({
      id: z.string().min(1).max(64),
      title: z.string().min(1).max(120),
      /** Title of the menu it stands in; menus appear in the order of their first command. */
      group: z.string().min(1).max(40),
      /** As Electron writes accelerators: `Ctrl+Z`, `Delete`. */
      keys: z.string().min(1).max(40).optional(),
      enabled: z.boolean(),
    }),
  )
  .max(500)
export type MenuItems = z.infer<typeof MenuItems>

const TEXT_ROLES: readonly MenuItemConstructorOptions[] = [
  { type: 'separator' },
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
]

/**
 * The native menu. Keys are shown but not taken: the window's own keyboard knows whether one is meant for a text field.
 * macOS takes every key that a menu shows, so there only keys with a modifier are shown.
 */
export function menuTemplate(
  items: MenuItems,
  run: (id: string) => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const groups = Map.groupBy(items, ({ group }) => group)
  const menus: MenuItemConstructorOptions[] = [...groups].map(([label, members]) => ({
    label,
    submenu: [
      ...members.map(({ id, title, keys, enabled }): MenuItemConstructorOptions => {
        const shown = keys !== undefined && (!isMac || keys.includes('+')) ? { accelerator: keys } : {}
        return { id, label: title, enabled, ...shown, registerAccelerator: false, click: () => run(id) }
      }),
      ...(label === 'Edit' ? TEXT_ROLES : []),
    ],
  }))
  return [...(isMac ? [{ role: 'appMenu' as const }] : []), ...menus, { role: 'windowMenu' }]
}
