/**
 * Why a detector gives no boxes. `bad-model`: the file does not fit or cannot be loaded; every picture would fail. `unknown-class`: the
 * instruction is not one about its classes. `bad-output`: what the model gave for this picture are no boxes. `picture`: it cannot be
 * decoded. `crashed`: the process that ran the model ended or took too long.
 */
export type DetectionFault = 'bad-model' | 'unknown-class' | 'bad-output' | 'picture' | 'crashed'

/** No boxes. The message is for people: what, and what to do. */
export class DetectionFailed extends Error {
  override readonly name = 'DetectionFailed'
  readonly fault: DetectionFault
  constructor(fault: DetectionFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
  }
}
