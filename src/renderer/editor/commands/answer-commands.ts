import type { CommandContext } from '../command-context.ts'
import type { Command } from './command.ts'
import { canEdit } from './command.ts'

/** Solvers that have a key of their own: as many as there are shapes to tell them apart. */
const SLOTS = [0, 1, 2, 3, 4, 5] as const
const hasAnswer = (context: CommandContext, slot: number): boolean =>
  context.answers.some((answer) => answer.slot === slot)

/** Using answers, and showing or hiding them. */
export const answerCommands: readonly Command[] = [
  {
    id: 'answer.use',
    title: 'Use this answer',
    group: 'Answers',
    keys: ['U'],
    where: 'review',
    enabled: (context) => canEdit(context) && context.answers.length === 1,
    run(context) {
      const [only] = context.answers
      if (only) context.useAnswer(only.slot)
    },
  },
  ...SLOTS.map((slot): Command => ({
    id: `answer.use.${slot + 1}`,
    title: `Use the answer of solver ${slot + 1}`,
    group: 'Answers',
    keys: [`U ${slot + 1}`],
    where: 'review',
    enabled: (context) => canEdit(context) && context.answers.length > 1 && hasAnswer(context, slot),
    run: (context) => context.useAnswer(slot),
  })),
  ...SLOTS.map((slot): Command => ({
    id: `answer.toggle.${slot + 1}`,
    title: `Show or hide solver ${slot + 1}`,
    group: 'Answers',
    keys: [`${slot + 1}`],
    where: 'review',
    enabled: (context) => hasAnswer(context, slot),
    run: (context) => context.toggleAnswer(slot),
  })),
  {
    id: 'answer.toggle',
    title: 'Show or hide all answers',
    group: 'Answers',
    keys: ['`'],
    where: 'review',
    enabled: (context) => context.answers.length > 0,
    run: (context) => context.toggleAnswers(),
  },
]
