import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ArgsDef } from 'citty'
import { readClassNames } from '../../core/class-names.ts'
import { optionsOf, type ProfileId, SolverOptions } from '../../core/solver.ts'
import { WrongUsage } from '../host/output.ts'

/** Bytes of a picture that shows what to click: `imgInstructions` of the services. */
const MOST_PICTURE_BYTES = 100_000

/** One option of the command line, and how its text becomes the value of a solver's option. */
interface Flag {
  readonly option: keyof SolverOptions
  readonly description: string
  readonly valueHint: string
  readonly read: (text: string) => unknown
}

const text = (given: string): string => given
const number = (given: string): number => (given.trim() === '' ? Number.NaN : Number(given))
function readGiven(path: string): Buffer {
  try {
    return readFileSync(resolve(path))
  } catch (error) {
    throw new WrongUsage(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

function readPicture(path: string): string {
  const bytes = readGiven(path)
  if (bytes.byteLength > MOST_PICTURE_BYTES) throw new WrongUsage(`${path} is larger than 100 kB.`)
  return bytes.toString('base64')
}

function readResize(given: string): unknown {
  const [multiple = '', maxPixels = ''] = given.split(':')
  return { multiple: number(multiple), maxPixels: number(maxPixels) }
}

function readNames(path: string): readonly string[] {
  const names = readClassNames(readGiven(path).toString('utf8'))
  if (!names) throw new WrongUsage(`${path} holds no class names: one a line, a list, or a YAML file with names.`)
  return names
}

function readModelPath(path: string): string {
  if (!statSync(resolve(path), { throwIfNoEntry: false })?.isFile()) throw new WrongUsage(`There is no file ${path}.`)
  return resolve(path)
}

const flags = {
  'min-clicks': { option: 'minClicks', description: 'Fewest points asked for', valueHint: 'N', read: number },
  'max-clicks': { option: 'maxClicks', description: 'Most points asked for', valueHint: 'N', read: number },
  'instruction-image': {
    option: 'instructionImage',
    description: 'A picture that shows what to click, up to 100 kB',
    valueHint: 'FILE',
    read: readPicture,
  },
  mode: { option: 'mode', description: 'points or rectangles', valueHint: 'MODE', read: text },
  'selection-mode': {
    option: 'selectionMode',
    description: 'autoCheapest, autoFastest, autoMostReliable or priority',
    valueHint: 'MODE',
    read: text,
  },
  provider: { option: 'provider', description: 'Provider behind the service', valueHint: 'NAME', read: text },
  language: { option: 'language', description: 'Language pool of the service', valueHint: 'CODE', read: text },
  'soft-id': { option: 'softId', description: 'Number of this program at the service', valueHint: 'N', read: number },
  'website-url': { option: 'websiteUrl', description: 'Label for its statistics', valueHint: 'URL', read: text },
  model: { option: 'model', description: 'Name of the model', valueHint: 'NAME', read: text },
  prompt: {
    option: 'prompt',
    description: 'What the model is told; {instruction}, {width} and {height} are filled in',
    valueHint: 'TEXT',
    read: text,
  },
  temperature: { option: 'temperature', description: '0 to 2', valueHint: 'N', read: number },
  'max-tokens': { option: 'maxTokens', description: 'Longest reply', valueHint: 'N', read: number },
  convention: {
    option: 'convention',
    description: 'How its numbers are read: sent-pixels, unit, percent, thousand, resized-pixels; with -yx: y first',
    valueHint: 'NAME',
    read: text,
  },
  resize: {
    option: 'resize',
    description: 'How the model shrinks a picture: multiple of pixels, most pixels',
    valueHint: '28:1000000',
    read: readResize,
  },
  'model-file': { option: 'modelPath', description: 'ONNX model', valueHint: 'FILE', read: readModelPath },
  'class-names': { option: 'classNames', description: 'Its classes, one a line', valueHint: 'FILE', read: readNames },
  'score-threshold': { option: 'scoreThreshold', description: 'Least score, 0 to 1', valueHint: 'N', read: number },
  'overlap-threshold': {
    option: 'overlapThreshold',
    description: 'Boxes that share more are one, 0 to 1',
    valueHint: 'N',
    read: number,
  },
} as const satisfies Record<string, Flag>
type FlagName = keyof typeof flags

/** The options of a solver, as arguments of a command. */
export const solverOptionArguments = Object.fromEntries(
  Object.entries(flags).map(([name, { description, valueHint }]) => [name, { type: 'string', description, valueHint }]),
) as { [Name in FlagName]: { type: 'string'; description: string; valueHint: string } } satisfies ArgsDef

/** The options of a solver of that kind from the arguments. Throws WrongUsage for one that it has not, and for a wrong value. */
export function readSolverOptions(
  profile: ProfileId,
  args: Readonly<Partial<Record<FlagName, string | undefined>>>,
): SolverOptions {
  const options: Partial<Record<keyof SolverOptions, unknown>> = {}
  for (const [name, flag] of Object.entries(flags)) {
    const given = args[name as FlagName]
    if (given === undefined) continue
    if (!optionsOf[profile].includes(flag.option))
      throw new WrongUsage(`--${name} is not for a solver of the kind ${profile}.`)
    options[flag.option] = flag.read(given)
    const parsed = SolverOptions.safeParse({ [flag.option]: options[flag.option] })
    if (!parsed.success) throw new WrongUsage(`--${name} does not take "${given}".`)
  }
  return SolverOptions.parse(options)
}

/** A rate such as "100/10": tasks in seconds. Throws WrongUsage. */
export function readRate(given: string): { count: number; seconds: number } {
  const [count = '', seconds = '1'] = given.split('/')
  const rate = { count: number(count), seconds: number(seconds) }
  if (Number.isInteger(rate.count) && rate.count >= 1 && rate.seconds >= 0.1 && rate.seconds <= 3_600) return rate
  throw new WrongUsage(`--rate takes tasks in seconds, such as 100/10, not "${given}".`)
}
