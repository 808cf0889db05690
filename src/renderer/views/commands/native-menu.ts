import { host, type MenuItem } from '../../host.ts'
import { coalesce } from '../../state/coalesce.ts'
import { report } from '../../ui/report.ts'
import { commandContext, commands, watch } from './context.ts'

const SOON_MS = 100

/** Commands that only make sense as keys. */
const isKeyOnly = (id: string): boolean => id.startsWith('point.nudge.') || /\.\d$/.test(id)

const menuItems = (): MenuItem[] =>
  commands
    .filter(({ id }) => !isKeyOnly(id))
    .map((command) => {
      const keys = command.keys.find((chord) => !chord.includes(' '))
      const { id, title, group } = command
      return { id, title, group, enabled: command.enabled(commandContext), ...(keys === undefined ? {} : { keys }) }
    })

/** Keeps the native menu like the command table until the returned function is called. Does nothing without one. */
export function followInMenu(): () => void {
  const { setMenu } = host
  if (!setMenu) return () => undefined
  let shown = ''
  const show = coalesce(async () => {
    const items = menuItems()
    const wanted = JSON.stringify(items)
    if (wanted === shown) return
    shown = wanted
    try {
      await setMenu(items)
    } catch (error) {
      report('The menu could not be shown', error)
    }
  }, SOON_MS)
  show()
  return watch(show)
}
