import { type Convention, fixedConventionOf, partsOf } from '../../../core/convention.ts'
import type { ConventionUnit } from '../../../core/convention.ts'
import type { Solver } from '../../../core/solver.ts'

const units: Readonly<Record<ConventionUnit, string>> = {
  'sent-pixels': 'pixels sent',
  unit: '0 to 1',
  percent: 'percent',
  thousand: '0 to 1000',
  'resized-pixels': 'pixels resized',
}

/** A convention for a cell. */
export function conventionWords(convention: Convention): string {
  const { unit, swapped } = partsOf(convention)
  return swapped ? `${units[unit]}, [y,x]` : units[unit]
}

/** How the numbers of a solver's replies are read, for a cell; undefined where that has still to be chosen. */
export function readsAs({ builtIn, profile, options }: Solver): string | undefined {
  if (builtIn) return 'exact'
  if (profile === 'onnx' || profile === 'similar') return 'own boxes'
  if (profile === 'file') return 'as in the file'
  const convention = fixedConventionOf(profile) ?? options.convention
  if (convention === undefined) return undefined
  return options.mode === 'rectangles' ? 'pixels, boxes' : conventionWords(convention)
}
