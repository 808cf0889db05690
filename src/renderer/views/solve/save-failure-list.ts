import type { FailureGroup } from '../../../contract/run-methods.ts'
import { client } from '../../host.ts'

/** Items asked for at once. */
const PAGE = 1_000

async function linesOf(runId: string, { code, title, remedy, tasks }: FailureGroup): Promise<string[]> {
  const { itemIds } = await client['runs.failedItems']({ runId, code })
  const lines: string[] = []
  for (let from = 0; from < itemIds.length; from += PAGE) {
    const { rows } = await client['items.list']({ filter: { ids: itemIds.slice(from, from + PAGE) }, limit: PAGE })
    lines.push(...rows.map(({ name, instruction }) => `${name}\t${instruction.replaceAll(/\s+/g, ' ')}`))
  }
  return [`# ${title} (${code}), ${String(tasks)}: ${remedy}`, ...lines, '']
}

/** Hands the person a text file with every failed item under its cause: name, tab, instruction. Throws ContractError. */
export async function saveFailureList(runId: string, groups: readonly FailureGroup[]): Promise<void> {
  const lines: string[] = []
  for (const group of groups) lines.push(...(await linesOf(runId, group)))
  const url = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'failed.txt'
  link.click()
  // The browser has taken the bytes once the click is handled.
  setTimeout(() => URL.revokeObjectURL(url))
}
