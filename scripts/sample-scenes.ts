/** The drawn samples. One SVG unit is one pixel; x, y is the centre of area of a shape. */
export type Form = 'circle' | 'square' | 'triangle' | 'star'
export interface Shape {
  readonly form: Form
  readonly x: number
  readonly y: number
  /** Radius of a circle or star, half the side of a square, half the base of a triangle. */
  readonly size: number
  readonly colour: keyof typeof colours
}

export interface Scene {
  readonly file: string
  readonly instruction: string
  readonly width: number
  readonly height: number
  readonly background: string
  readonly shapes: readonly Shape[]
  /** Which shapes the instruction means. */
  readonly meant: (shape: Shape, all: readonly Shape[]) => boolean
}

export const colours = {
  red: '#c8433c',
  blue: '#3b6fb5',
  green: '#3f8f5f',
  yellow: '#d9a531',
  purple: '#7d5ba6',
} as const

/** Height of a triangle for half a base of 1. */
const TRIANGLE_HEIGHT = 1.9

const shape = (form: Form, colour: Shape['colour'], x: number, y: number, size: number): Shape => ({
  form,
  colour,
  x,
  y,
  size,
})

/** Outline of a shape in the frame of the picture, for SVG. */
export function outline({ form, x, y, size }: Shape): string {
  switch (form) {
    case 'circle':
      return `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`
    case 'square':
      return `M${x - size} ${y - size}h${2 * size}v${2 * size}h${-2 * size}Z`
    case 'triangle': {
      const height = size * TRIANGLE_HEIGHT
      return `M${x} ${y - (2 * height) / 3}L${x + size} ${y + height / 3}H${x - size}Z`
    }
    case 'star': {
      const corners = Array.from({ length: 10 }, (_, corner) => {
        const radius = corner % 2 === 0 ? size : size * 0.4
        const angle = (corner * Math.PI) / 5
        return `${(x + radius * Math.sin(angle)).toFixed(2)} ${(y - radius * Math.cos(angle)).toFixed(2)}`
      })
      return `M${corners.join('L')}Z`
    }
    default:
      return form satisfies never
  }
}

const is =
  (colour: Shape['colour'], form: Form) =>
  (candidate: Shape): boolean =>
    candidate.colour === colour && candidate.form === form

export const scenes: readonly Scene[] = [
  {
    file: 'shapes.png',
    instruction: 'Click on all red circles',
    width: 1600,
    height: 1200,
    background: '#e9e5dd',
    meant: is('red', 'circle'),
    shapes: [
      shape('circle', 'red', 330, 330, 96),
      shape('square', 'blue', 640, 300, 84),
      shape('triangle', 'green', 960, 348, 110),
      shape('circle', 'red', 1270, 290, 72),
      shape('circle', 'blue', 480, 640, 64),
      shape('star', 'yellow', 780, 620, 120),
      shape('circle', 'red', 1080, 650, 118),
      shape('square', 'red', 1390, 640, 70),
      shape('triangle', 'purple', 260, 946, 92),
      shape('circle', 'red', 620, 950, 54),
      shape('square', 'green', 930, 960, 96),
      shape('circle', 'yellow', 1280, 960, 84),
    ],
  },
  {
    file: 'squares.png',
    instruction: 'Click the largest blue square',
    width: 1280,
    height: 960,
    background: '#22303f',
    meant: (candidate, all) =>
      is('blue', 'square')(candidate) &&
      all.filter(is('blue', 'square')).every((other) => other.size <= candidate.size),
    shapes: [
      shape('square', 'blue', 300, 220, 90),
      shape('square', 'blue', 720, 240, 160),
      shape('circle', 'yellow', 380, 680, 100),
      shape('triangle', 'green', 740, 720, 110),
      shape('square', 'blue', 1040, 620, 110),
    ],
  },
  {
    file: 'stars.png',
    instruction: 'Click the leftmost star',
    width: 1280,
    height: 960,
    background: '#dfe6e8',
    meant: (candidate, all) =>
      candidate.form === 'star' && all.every((other) => other.form !== 'star' || other.x >= candidate.x),
    shapes: [
      shape('star', 'yellow', 260, 390, 120),
      shape('circle', 'purple', 700, 230, 90),
      shape('star', 'red', 1010, 310, 110),
      shape('star', 'yellow', 660, 630, 130),
      shape('square', 'green', 320, 740, 90),
    ],
  },
  {
    file: 'triangle.png',
    instruction: 'Click the center of the object',
    width: 800,
    height: 600,
    background: '#efece6',
    meant: () => true,
    shapes: [shape('triangle', 'red', 400, 320, 150)],
  },
  {
    file: 'discs.png',
    instruction: 'Click on all green circles',
    width: 1280,
    height: 960,
    background: '#2a2d30',
    meant: is('green', 'circle'),
    shapes: [
      shape('circle', 'green', 220, 240, 75),
      shape('circle', 'green', 560, 300, 80),
      shape('circle', 'yellow', 920, 240, 80),
      shape('circle', 'red', 330, 690, 80),
      shape('circle', 'green', 720, 710, 75),
      shape('circle', 'blue', 1050, 660, 80),
    ],
  },
  {
    file: 'grid.png',
    instruction: 'Click on all yellow squares',
    width: 1200,
    height: 900,
    background: '#f0ede6',
    meant: is('yellow', 'square'),
    shapes: (['red', 'blue', 'green', 'yellow', 'purple', 'red', 'blue', 'yellow', 'green'] as const).map(
      (colour, cell) => shape('square', colour, 270 + 330 * (cell % 3), 190 + 260 * Math.floor(cell / 3), 75),
    ),
  },
  {
    file: 'upright.jpg',
    instruction: 'Click on all purple triangles',
    width: 900,
    height: 1200,
    background: '#e4e7e1',
    meant: is('purple', 'triangle'),
    shapes: [
      shape('triangle', 'purple', 220, 250, 100),
      shape('circle', 'blue', 650, 240, 110),
      shape('square', 'purple', 260, 640, 90),
      shape('triangle', 'purple', 650, 700, 120),
      shape('triangle', 'green', 380, 1000, 100),
    ],
  },
]
