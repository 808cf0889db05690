import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type ParseResult, parseSync } from 'vite'

export const root = join(import.meta.dirname, '..')

/** One source file, read and parsed. */
export interface Source {
  /** Relative to `src`, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly program: ParseResult['program']
  readonly imports: readonly SourceImport[]
}

export interface SourceImport {
  readonly specifier: string
  /** Only types: gone when the program runs. */
  readonly isType: boolean
}

function importsOf(text: string, { module }: ParseResult): SourceImport[] {
  const found: SourceImport[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    isType: entries.length > 0 && entries.every((entry) => entry.isType),
  }))
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push({ specifier: moduleRequest.value, isType })
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const argument = text.slice(moduleRequest.start, moduleRequest.end)
    found.push({ specifier: /^['"]([^'"]+)['"]$/.exec(argument)?.[1] ?? argument, isType: false })
  }
  return found
}

/** Every source file of the product, tests left out. Throws where one cannot be parsed: what is not read is not checked. */
export function readSources(): Source[] {
  const folder = join(root, 'src')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const text = readFileSync(file, 'utf8')
      const parsed = parseSync(file, text)
      if (parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors[0]?.message ?? ''}`)
      return {
        path: relative(folder, file).split(sep).join('/'),
        text,
        program: parsed.program,
        imports: importsOf(text, parsed),
      }
    })
}
