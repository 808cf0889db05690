import { z } from 'zod'

const Point = z.object({ x: z.number(), y: z.number() }).readonly()

/** Where a click counts as right although it is not on the point itself. Image frame, pixels; the edge belongs to the region. */
export const Region = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), x: z.number(), y: z.number(), radius: z.number().positive() }).readonly(),
  z
    .object({
      kind: z.literal('box'),
      x: z.number(),
      y: z.number(),
      width: z.number().positive(),
      height: z.number().positive(),
    })
    .readonly(),
  z.object({ kind: z.literal('polygon'), points: z.array(Point).min(3).readonly() }).readonly(),
])
export type Region = z.infer<typeof Region>

/** One true point of an item. Image frame, float pixels. */
export const Target = z
  .object({
    id: z.string().min(1).max(64),
    x: z.number(),
    y: z.number(),
    label: z.string().max(500).default(''),
    required: z.boolean().default(true),
    region: Region.optional(),
  })
  .readonly()
export type Target = z.infer<typeof Target>

/** The truth of an item. Its order is the order of the numbers shown on the markers, from 1. */
export const Targets = z.array(Target).max(200_000).readonly()
export type Targets = z.infer<typeof Targets>

/*
 * Edits. Each takes the targets and hands back others; what does not change keeps its identity, so that a view can tell.
 * An id that does not exist is left out of account. Positions are image-frame pixels and may lie outside the image.
 */

const translated = (region: Region, dx: number, dy: number): Region =>
  region.kind === 'polygon'
    ? { ...region, points: region.points.map((point) => ({ x: point.x + dx, y: point.y + dy })) }
    : { ...region, x: region.x + dx, y: region.y + dy }

const moved = (target: Target, dx: number, dy: number): Target => ({
  ...target,
  x: target.x + dx,
  y: target.y + dy,
  ...(target.region && { region: translated(target.region, dx, dy) }),
})

const edited = (targets: Targets, ids: ReadonlySet<string>, edit: (target: Target) => Target): Targets =>
  targets.map((target) => (ids.has(target.id) ? edit(target) : target))

/** The targets with one more at the end, which gives it the highest number. */
export const addTarget = (targets: Targets, target: Target): Targets => [...targets, target]

/** Moves targets by a distance in pixels; an acceptance region goes with its target. */
export const moveTargets = (targets: Targets, ids: ReadonlySet<string>, dx: number, dy: number): Targets =>
  edited(targets, ids, (target) => moved(target, dx, dy))

/** Puts targets, by id, exactly at points; an acceptance region goes with its target. */
export const placeTargets = (
  targets: Targets,
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): Targets =>
  targets.map((target) => {
    const place = places.get(target.id)
    return place ? { ...moved(target, place.x - target.x, place.y - target.y), x: place.x, y: place.y } : target
  })

/** Puts one target exactly at a point; an acceptance region goes with it. */
export const placeTarget = (targets: Targets, id: string, x: number, y: number): Targets =>
  placeTargets(targets, new Map([[id, { x, y }]]))

/** Takes targets away. */
export const removeTargets = (targets: Targets, ids: ReadonlySet<string>): Targets =>
  targets.filter((target) => !ids.has(target.id))

/** Gives targets a label; '' takes it away. */
export const relabel = (targets: Targets, ids: ReadonlySet<string>, label: string): Targets =>
  edited(targets, ids, (target) => ({ ...target, label }))

/** Whether targets must be hit. One that need not be neither helps nor hurts an answer. */
export const setRequired = (targets: Targets, ids: ReadonlySet<string>, required: boolean): Targets =>
  edited(targets, ids, (target) => ({ ...target, required }))

/** A point of an answer, with the box whose centre it is. */
interface ClaimedPoint {
  readonly x: number
  readonly y: number
  readonly label?: string | undefined
  readonly box?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | undefined
}

/**
 * The truth that an answer claims: one required target a point, in the answer's order; a box with an area becomes the acceptance region.
 * `ids` are new, one for each point. Throws RangeError where there are fewer ids than points.
 */
export const useAnswer = (points: readonly ClaimedPoint[], ids: readonly string[]): Targets =>
  points.map(({ x, y, label = '', box }, index) => {
    const id = ids[index]
    if (id === undefined) throw new RangeError(`${points.length} points need as many ids; ${ids.length} were given.`)
    const hasArea = box !== undefined && box.width > 0 && box.height > 0
    return {
      id,
      x,
      y,
      label: label.slice(0, 500),
      required: true,
      ...(hasArea && {
        region: { kind: 'box' as const, x: box.x, y: box.y, width: box.width, height: box.height },
      }),
    }
  })
