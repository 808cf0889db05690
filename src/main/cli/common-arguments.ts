import type { ArgsDef } from 'citty'

/** What every command takes. */
export const commonArguments = {
  project: { type: 'string', description: 'Project folder (NAME.pointcheck)', valueHint: 'DIR' },
  json: { type: 'boolean', description: 'One JSON object a line on stdout; text for people goes to stderr' },
} as const satisfies ArgsDef
