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
