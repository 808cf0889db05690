import type { Colour, Form } from '../../src/main/solvers/shapes/instruction/request.ts'
import { COLOURS, FORMS } from '../../src/main/solvers/shapes/instruction/request.ts'
import type { Figure } from './figure.ts'
import type { Random } from './random.ts'
import type { Scene } from './scene.ts'

/** An instruction for a scene and the figures it means. The kind names the sentence pattern. */
export interface Quest {
  readonly kind: string
  readonly instruction: string
  readonly truth: readonly Figure[]
}

type Pattern = (random: Random, scene: Scene) => Omit<Quest, 'kind'> | undefined

const plural = (form: Form): string => (form === 'cross' ? 'crosses' : `${form}s`)
const opening = (random: Random): string =>
  random.pick(['Click on ', 'click ', 'Select ', 'Please tap ', 'Please click on ', ''])
const where = (scene: Scene, test: (figure: Figure) => boolean): Figure[] => scene.figures.filter(test)

/** A form or colour of the scene; now and then any, so that some instructions match nothing. */
const formIn = (random: Random, scene: Scene): Form =>
  random.chance(0.06) ? random.pick(FORMS) : random.pick(scene.figures).form
const colourIn = (random: Random, scene: Scene): Colour =>
  random.chance(0.06) ? random.pick(COLOURS) : random.pick(scene.figures).colour

/** The first by a measure, where it is ahead by a clear margin and a second measure agrees; otherwise nobody could say which is meant. */
function clearFirst(
  figures: readonly Figure[],
  measure: (figure: Figure) => number,
  margin: number,
): Figure | undefined {
  const [first, second] = figures.toSorted((one, other) => measure(one) - measure(other))
  return first && (!second || measure(second) - measure(first) > margin) ? first : undefined
}

const bySize = {
  largest: (figures: readonly Figure[]) =>
    agree(
      figures,
      (figure) => -Math.log(figure.area),
      (figure) => -Math.log(figure.radius),
      0.2,
    ),
  smallest: (figures: readonly Figure[]) =>
    agree(
      figures,
      (figure) => Math.log(figure.area),
      (figure) => Math.log(figure.radius),
      0.2,
    ),
}

const ends = {
  left: (figure: Figure) => figure.centre.x,
  right: (figure: Figure) => -figure.centre.x,
  top: (figure: Figure) => figure.centre.y,
  bottom: (figure: Figure) => -figure.centre.y,
}

const edges = {
  left: (figure: Figure) => Math.min(...figure.edge.map((point) => point.x)),
  right: (figure: Figure) => -Math.max(...figure.edge.map((point) => point.x)),
  top: (figure: Figure) => Math.min(...figure.edge.map((point) => point.y)),
  bottom: (figure: Figure) => -Math.max(...figure.edge.map((point) => point.y)),
}

function agree(
  figures: readonly Figure[],
  one: (figure: Figure) => number,
  other: (figure: Figure) => number,
  margin: number,
): Figure | undefined {
  const first = clearFirst(figures, one, margin)
  return first && first === clearFirst(figures, other, 0) ? first : undefined
}

const single = (instruction: string, first: Figure | undefined) => (first ? { instruction, truth: [first] } : undefined)

const patterns: Readonly<Record<string, Pattern>> = {
  'colour form': (random, scene) => {
    const { colour, form } = random.pick(scene.figures)
    const name = random.pick([`all ${colour} ${plural(form)}`, `every ${colour} ${form}`, `each ${colour} ${form}`])
    return {
      instruction: `${opening(random)}${name}`,
      truth: where(scene, (figure) => figure.colour === colour && figure.form === form),
    }
  },
  form: (random, scene) => {
    const form = formIn(random, scene)
    return {
      instruction: `${opening(random)}all ${plural(form)}.`,
      truth: where(scene, (figure) => figure.form === form),
    }
  },
  colour: (random, scene) => {
    const colour = colourIn(random, scene)
    const name = random.pick([`all ${colour} shapes`, `everything that is ${colour}`, `the ${colour} objects`])
    return { instruction: `${opening(random)}${name}`, truth: where(scene, (figure) => figure.colour === colour) }
  },
  'not colour': (random, scene) => {
    const form = formIn(random, scene)
    const colour = colourIn(random, scene)
    const name = random.pick([
      `every ${form} that is not ${colour}`,
      `all non-${colour} ${plural(form)}`,
      `all ${plural(form)} except the ${colour} ones`,
    ])
    return {
      instruction: `${opening(random)}${name}`,
      truth: where(scene, (figure) => figure.form === form && figure.colour !== colour),
    }
  },
  'not form': (random, scene) => {
    const form = formIn(random, scene)
    const name = random.pick([
      `all shapes except ${plural(form)}`,
      `all shapes that are not ${plural(form)}`,
      `everything but the ${plural(form)}`,
    ])
    return { instruction: `${opening(random)}${name}`, truth: where(scene, (figure) => figure.form !== form) }
  },
  'two colours': (random, scene) => {
    const form = formIn(random, scene)
    const colours = [colourIn(random, scene), colourIn(random, scene)]
    const name = `${colours.join(' or ')} ${plural(form)}`
    return {
      instruction: `${opening(random)}${name}`,
      truth: where(scene, (figure) => figure.form === form && colours.includes(figure.colour)),
    }
  },
  'two forms': (random, scene) => {
    const forms = [formIn(random, scene), formIn(random, scene)]
    const name = `all ${forms.map(plural).join(' and ')}`
    return { instruction: `${opening(random)}${name}`, truth: where(scene, (figure) => forms.includes(figure.form)) }
  },
  'two things': (random, scene) => {
    const things = [random.pick(scene.figures), random.pick(scene.figures)]
    const name = things.map((thing) => `all ${thing.colour} ${plural(thing.form)}`).join(' and ')
    const matches = (figure: Figure) =>
      things.some((thing) => thing.colour === figure.colour && thing.form === figure.form)
    return { instruction: `${opening(random)}${name}`, truth: where(scene, matches) }
  },
  size: (random, scene) => {
    const form = formIn(random, scene)
    const end = random.pick(['largest', 'smallest'] as const)
    return single(`${opening(random)}the ${end} ${form}`, bySize[end](where(scene, (figure) => figure.form === form)))
  },
  'size and colour': (random, scene) => {
    const colour = colourIn(random, scene)
    const end = random.pick(['largest', 'smallest'] as const)
    return single(
      `${opening(random)}the ${end} ${colour} shape`,
      bySize[end](where(scene, (figure) => figure.colour === colour)),
    )
  },
  end: (random, scene) => {
    const form = formIn(random, scene)
    const side = random.pick(['left', 'right', 'top', 'bottom'] as const)
    return single(
      `${opening(random)}the ${side}most ${form}`,
      agree(
        where(scene, (figure) => figure.form === form),
        ends[side],
        edges[side],
        10,
      ),
    )
  },
  'place from an end': (random, scene) => {
    const form = formIn(random, scene)
    const side = random.pick(['left', 'right'] as const)
    const sorted = where(scene, (figure) => figure.form === form).toSorted(
      (one, other) => ends[side](one) - ends[side](other),
    )
    const rest = sorted.slice(1)
    const first = agree(sorted, ends[side], edges[side], 10)
    return (
      first && single(`${opening(random)}the second ${form} from the ${side}`, agree(rest, ends[side], edges[side], 10))
    )
  },
}

/** An instruction by chance that is clear for this scene, with its truth. */
export function makeQuest(random: Random, scene: Scene): Quest {
  for (;;) {
    const kind = random.pick(Object.keys(patterns))
    const quest = patterns[kind]?.(random, scene)
    if (quest) return { kind, ...quest }
  }
}
