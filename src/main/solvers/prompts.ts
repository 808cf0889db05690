import type { TaskToSend } from './client.ts'

/** What the models are told where a solver has no prompt of its own. Units are left to the model: each was taught one convention. */
export const defaultPrompts = {
  chat: [
    'Find every place in this image that the following asks for: {instruction}',
    'Answer with JSON only: a list with one point in the middle of each, such as [{"point_2d": [x, y], "label": "name"}].',
    'If there is none, answer [].',
  ].join('\n'),
  gemini: [
    'Point to every place in this image that the following asks for: {instruction}',
    'Answer with JSON only, such as [{"point": [y, x], "label": "name"}]. Points are [y, x], normalised to 0-1000.',
    'If there is none, answer [].',
  ].join('\n'),
} as const

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
