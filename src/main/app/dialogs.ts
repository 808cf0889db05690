import type { AppHandlers } from '../../contract/contract.ts'
import { ContractError } from '../../contract/rpc.ts'
import type { Natives } from '../services/context.ts'

type DialogHandlers = Pick<
  AppHandlers,
  'dialogs.openImages' | 'dialogs.openFile' | 'dialogs.openProject' | 'dialogs.saveExport' | 'dialogs.showInFolder'
>

/** The native dialogs of the desktop door; behind another door every one of them throws `unavailable`. */
export function createDialogs(natives: Natives | undefined): DialogHandlers {
  const need = (): Natives => {
    if (!natives) throw new ContractError('unavailable', 'Native dialogs exist in the desktop window only.')
    return natives
  }
  return {
    'dialogs.openImages': async ({ folder }) => ({ paths: await need().openImages(folder) }),
    'dialogs.openFile': async ({ of }) => ({ paths: await need().openFile(of) }),
    'dialogs.openProject': async () => {
      const path = await need().openProject()
      return path === undefined ? {} : { path }
    },
    'dialogs.saveExport': async ({ suggested, container }) => {
      const path = await need().saveExport(suggested, container)
      return path === undefined ? {} : { path }
    },
    'dialogs.showInFolder': ({ path }) => {
      need().showInFolder(path)
      return {}
    },
  }
}
