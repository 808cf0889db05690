/** The instruction is not one that the shapes solver can read. The message is for people and says what it can read. */
export class InstructionNotRead extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'InstructionNotRead'
  }
}
