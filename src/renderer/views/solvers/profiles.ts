import { client } from '../../host.ts'
import { useProject } from '../../state/project.ts'
import { loadSolvers } from '../../state/solvers.ts'
import { selectSolver } from '../../state/solvers-view.ts'
import { announce, report } from '../../ui/report.ts'
import { plural } from '../../ui/words.ts'
import { pickFile } from './pick-file.ts'
import { reported } from './reported.ts'

const fileName = (name: string): string => `${name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.solvers.json`

/** Saves profiles as a file where this window's downloads go. Keys are never in it. */
export async function exportProfiles(ids?: string[], name = useProject.getState().app?.project.name): Promise<void> {
  await reported('The profiles could not be exported', async () => {
    const { text } = await client['solvers.exportProfiles'](ids ? { ids } : {})
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = fileName(name ?? 'pointcheck')
    link.click()
    // The download has its own hold on the bytes once it began.
    setTimeout(() => URL.revokeObjectURL(address))
  })
}

/** Asks for a file of profiles and adds those that are good, switched off and without keys. */
export async function importProfiles(): Promise<void> {
  await reported('The profiles could not be imported', async () => {
    const file = await pickFile('.json,application/json')
    if (!file) return
    const { added, problems } = await client['solvers.importProfiles']({ text: await file.text() })
    await loadSolvers()
    const [first] = added
    if (first) selectSolver(first.solver.id)
    if (added.length > 0) announce(`${plural(added.length, 'solver')} added, switched off. Enter their keys.`)
    for (const { name, reason, remedy } of problems) report(`${name} was not imported`, `${reason} ${remedy}`)
  })
}
