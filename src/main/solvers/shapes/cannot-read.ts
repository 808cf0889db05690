import { COLOURS, FORMS } from './instruction/request.ts'

const READS =
  `This solver reads colours (${COLOURS.join(', ')}), forms (${FORMS.join(', ')}), and words of size and place. ` +
  'For example: “Click on all red circles”, “Click the largest blue square”, “The second star from the left”, ' +
  '“Every triangle that is not green”, “All shapes except circles”, “Click the centre of the object”.'

/** The instruction was not understood. The message names what could not be read and says what can. */
export class CannotRead extends Error {
  override readonly name = 'CannotRead'

  constructor(problem: string) {
    super(`${problem} ${READS}`)
  }
}
