import { ContractError } from '../../contract/rpc.ts'

/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i
// oxlint-disable-next-line no-control-regex -- control characters are what must be found
const NOT_IN_FILE_NAMES = /[\\/:*?"<>|\u0000-\u001f\u007f]/

/** Longest name, bytes: with its ending it stays under the 255 of common file systems. */
const LONGEST = 200

/**
 * The name of a project as its folder can carry it on every system: composed characters, no space around it.
 * Throws `bad-name`.
 */
export function checkProjectName(given: string): string {
  const name = given.normalize('NFC').trim()
  const fault =
    name === ''
      ? 'it is empty'
      : NOT_IN_FILE_NAMES.test(name)
        ? 'it holds a character that folders cannot have: \\ / : * ? " < > |'
        : /^\.|\.$/.test(name)
          ? 'it begins or ends with a full stop'
          : DEVICES.test(name)
            ? 'it is the name of a device on Windows'
            : !name.isWellFormed() || Buffer.byteLength(name) > LONGEST
              ? 'it is too long or not valid text'
              : undefined
  if (fault !== undefined) throw new ContractError('bad-name', `A project cannot be called "${name}": ${fault}.`)
  return name
}
