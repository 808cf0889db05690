import type { TaskToSend } from './client.ts'

/** Fills `{instruction}`, `{width}` and `{height}` (pixels of the picture that is sent) in; other braces stay. */
export function fillPrompt(template: string, { instruction, picture: { width, height } }: TaskToSend): string {
  const values: Readonly<Record<string, string>> = { instruction, width: String(width), height: String(height) }
  // In one pass: an instruction may hold braces of its own.
  return template.replace(/\{(instruction|width|height)\}/g, (_, name: string) => values[name] ?? '')
}

const COMMAND =
  /^(?:please\s+)?(?:click|tap|press|point|select|mark|choose|pick|find|locate|show|touch)(?:\s+(?:on|at|to|out|me))*\s+/i
const DETERMINERS = /^(?:(?:all|each|every|any|both)(?:\s+of)?\s+)?(?:(?:the|a|an|this|these|those)\s+)?/i

/** The noun phrase of an English instruction: "Click on all the traffic lights." is about "traffic lights". What has no command is kept. */
export function nounPhrase(instruction: string): string {
  const text = instruction.trim().replace(/[.!?:]+$/, '')
  const phrase = text.replace(COMMAND, '').replace(DETERMINERS, '').trim()
  return phrase === '' ? text : phrase
}
