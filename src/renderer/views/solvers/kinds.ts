import type { BuiltIn, ProfileId, Solver } from '../../../core/solver.ts'

/** What the window says of a kind of source. */
export interface Kind {
  readonly title: string
  /** One line on what it is. */
  readonly about: string
  /** Absent where nothing is asked over a network. */
  readonly address?: string
  /** Addresses that programs on this machine usually have. */
  readonly presets?: readonly { readonly title: string; readonly address: string }[]
  /** Whether it has a key. `optional`: some are run without one. */
  readonly key: 'needed' | 'optional' | 'none'
}

export const kinds: Readonly<Record<ProfileId, Kind>> = {
  ucaptcha: {
    title: 'uCaptcha',
    about: 'Service of people and programs. Answers in pixels; takes reports of right and wrong answers.',
    address: 'https://api.ucaptcha.net',
    key: 'needed',
  },
  '2captcha': {
    title: '2Captcha v2',
    about: 'Service of people, createTask protocol. Fewest and most clicks, picture as instruction.',
    address: 'https://api.2captcha.com',
    key: 'needed',
  },
  anticaptcha: {
    title: 'Anti-Captcha',
    about: 'Service of people. Points or rectangles; pictures are sent no larger than 500 pixels a side.',
    address: 'https://api.anti-captcha.com',
    key: 'needed',
  },
  legacy: {
    title: '2Captcha legacy',
    about: 'The older protocol (in.php and res.php), which many services still speak.',
    address: 'https://2captcha.com',
    key: 'needed',
  },
  moondream: {
    title: 'Moondream',
    about: 'Vision model that points at what a noun phrase names. Online, or on this machine without a key.',
    address: 'https://api.moondream.ai',
    key: 'optional',
  },
  gemini: {
    title: 'Gemini',
    about: 'Google’s vision models. Answer in thousandths of the picture, y before x.',
    address: 'https://generativelanguage.googleapis.com',
    key: 'needed',
  },
  chat: {
    title: 'OpenAI-compatible',
    about: 'Any model behind chat/completions: Ollama, vLLM, llama.cpp, or online. You choose once how it says where.',
    address: 'http://localhost:11434/v1',
    presets: [
      { title: 'Ollama', address: 'http://localhost:11434/v1' },
      { title: 'vLLM', address: 'http://localhost:8000/v1' },
      { title: 'llama.cpp', address: 'http://localhost:8080/v1' },
    ],
    key: 'optional',
  },
  onnx: {
    title: 'ONNX detector',
    about: 'Your own detector as a file on this machine: YOLO or DETR outputs. Nothing leaves the machine.',
    key: 'none',
  },
  file: {
    title: 'Answers from a file',
    about: 'Answers that you have already: JSON Lines, CSV, or predictions of Label Studio.',
    key: 'none',
  },
  similar: { title: 'Similar places', about: 'Matches of an example that was marked in Review.', key: 'none' },
}

const builtIns: Readonly<Record<BuiltIn, string>> = { shapes: 'Shapes', 'known-truth': 'Known truth' }

/** What kind of source a solver is, in words. */
export const kindWords = ({ builtIn, profile }: Solver): string => (builtIn ? builtIns[builtIn] : kinds[profile].title)

/** Where a solver is, as short as it stays clear. */
export function placeWords({ builtIn, baseUrl, profile, options }: Solver): string {
  if (builtIn) return 'built in, on this machine'
  if (baseUrl !== undefined) return baseUrl.replace(/^https?:\/\//, '')
  if (profile === 'similar') return 'on this machine'
  return (profile === 'onnx' ? options.modelPath : options.fileName) ?? ''
}

/** Whether it may have a key. */
export const takesKey = ({ builtIn, profile }: Solver): boolean => !builtIn && kinds[profile].key !== 'none'
