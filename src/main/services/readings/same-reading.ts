import type { Answer, AnswerPoint } from '../../../core/answer.ts'

const isSameBox = (a: AnswerPoint['box'], b: AnswerPoint['box']): boolean =>
  a === b || (a?.x === b?.x && a?.y === b?.y && a?.width === b?.width && a?.height === b?.height)

const isSamePoint = (a: AnswerPoint, b: AnswerPoint | undefined): boolean =>
  a.x === b?.x && a.y === b.y && a.label === b.label && a.score === b.score && isSameBox(a.box, b.box)

/** Whether two answers say the same, number for number. */
export const isSamePoints = (a: readonly AnswerPoint[], b: readonly AnswerPoint[]): boolean =>
  a.length === b.length && a.every((point, index) => isSamePoint(point, b[index]))

type Reading = Pick<Answer, 'points' | 'convention' | 'frameSize'>

/** Whether two readings say the same in the same way. */
export const isSameReading = (a: Reading, b: Reading): boolean =>
  a.convention === b.convention &&
  a.frameSize?.width === b.frameSize?.width &&
  a.frameSize?.height === b.frameSize?.height &&
  isSamePoints(a.points, b.points)
