import { parseArgs } from 'node:util'
import type { ArgsDef } from 'citty'
import { WrongUsage } from '../host/output.ts'

/**
 * Refuses what citty lets pass: options that the command does not have, options without their value, words where none
 * are taken. A misspelt option that is silently ignored would do something else than was asked. Throws WrongUsage.
 */
export function checkArguments(rawArgs: readonly string[], definition: ArgsDef): void {
  const takesWords = Object.values(definition).some(({ type }) => type === 'positional')
  const options: Record<string, { type: 'string' | 'boolean' }> = { help: { type: 'boolean' } }
  for (const [name, argument] of Object.entries(definition)) {
    if (argument.type !== 'positional') options[name] = { type: argument.type === 'boolean' ? 'boolean' : 'string' }
  }
  try {
    parseArgs({ args: [...rawArgs], options, allowPositionals: takesWords, allowNegative: true, strict: true })
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split('. ')
    throw new WrongUsage(`${sentence}.`)
  }
}

/** A whole number of the command line. Throws WrongUsage outside `least`…`most`. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new WrongUsage(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`)
  }
  return value
}

/** An amount of money of the command line, USD. Throws WrongUsage. */
export function amount(name: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new WrongUsage(`--${name} takes an amount in USD such as 1.50, not "${text}".`)
  return Number(text)
}
