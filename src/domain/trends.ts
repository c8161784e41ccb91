import type { Point } from './forecast.ts'
import type { Every } from './kpis.ts'
import { addDays, daysBetween, type LocalDate } from './local-time.ts'

/** A measure over time, as much of it as a picture holds. */
export interface Trend {
  /** Readings, oldest first, one for each date; of many, those that keep the shape. None is made up. */
  points: readonly Point[]
  /** How many dates with a reading lie between the first and the last of them. */
  dates: number
  /** Where readings are missing, longest first. */
  gaps: readonly Gap[]
}

/** Nothing between two readings for longer than it should be. */
export interface Gap {
  after: LocalDate
  before: LocalDate
  days: number
}

/** As many as Slack's chart has points. */
export const mostPoints = 20

/** The trend of these readings, given in the order in which they were recorded, from `since` on. */
export function trendOf(
  readings: readonly Point[],
  { since, every, most = mostPoints }: { since: LocalDate | null; every: Every | null; most?: number },
): Trend {
  const points = onePerDate(since === null ? readings : readings.filter(({ at }) => at >= since))
  return { points: shapeOf(points, most), dates: points.length, gaps: gapsIn(points, every) }
}

/** A picture that changes slowly: half a year back, or to the cycle's first day if that is earlier. */
export function usualSince(today: LocalDate, cycleStarts: LocalDate | null): LocalDate {
  const halfYear = addDays(today, -182)
  return cycleStarts !== null && cycleStarts < halfYear ? cycleStarts : halfYear
}

/** One point for each date, earliest first; of several on one date the last given counts. */
export function onePerDate(readings: readonly Point[]): Point[] {
  const byDate = new Map(readings.map(({ at, value }) => [at, value]))
  return [...byDate].map(([at, value]) => ({ at, value })).sort((a, b) => (a.at < b.at ? -1 : 1))
}

/**
 * At most `most` of the points, so chosen that the line through them looks like the line through all: the first, the
 * last, the highest and the lowest, and between them whatever bends the line most.
 *
 * Largest-Triangle-Three-Buckets: Sveinn Steinarsson, "Downsampling Time Series for Visual Representation", University
 * of Iceland, 2013, section 4.2. Of each bucket that point is kept which makes the largest triangle with the one kept
 * before it and the mean of the next bucket. The method may lose an extreme that shares a bucket with a larger
 * triangle; here it takes the place of its nearest neighbour.
 */
export function shapeOf(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points]
  const days = points.map(({ at }) => daysBetween(points[0]?.at as LocalDate, at))
  const values = points.map(({ value }) => value)
  const kept = [0]
  const size = (points.length - 2) / (most - 2)
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const from = Math.floor(bucket * size) + 1
    const to = Math.floor((bucket + 1) * size) + 1
    const next = Math.min(Math.floor((bucket + 2) * size) + 1, points.length)
    kept.push(largestTriangle(days, values, kept.at(-1) as number, [from, to], [to, next]))
  }
  kept.push(points.length - 1)
  for (const extreme of [indexOf(values, Math.max), indexOf(values, Math.min)]) keep(kept, extreme, values)
  return kept.map((index) => points[index] as Point)
}

function largestTriangle(
  days: readonly number[],
  values: readonly number[],
  before: number,
  [from, to]: readonly [number, number],
  [nextFrom, nextTo]: readonly [number, number],
): number {
  const [x0, y0] = [days[before] as number, values[before] as number]
  const [x2, y2] = [mean(days, nextFrom, nextTo), mean(values, nextFrom, nextTo)]
  let best = from
  let largest = -1
  for (let index = from; index < to; index++) {
    const [x1, y1] = [days[index] as number, values[index] as number]
    const area = Math.abs((x0 - x2) * (y1 - y0) - (x0 - x1) * (y2 - y0))
    if (area > largest) [best, largest] = [index, area]
  }
  return best
}

/** Puts an index that is missing in the place of the nearest one that may go. */
function keep(kept: number[], index: number, values: readonly number[]): void {
  if (kept.includes(index)) return
  const extremes = new Set([indexOf(values, Math.max), indexOf(values, Math.min), 0, values.length - 1])
  const [nearest] = kept.filter((one) => !extremes.has(one)).sort((a, b) => Math.abs(a - index) - Math.abs(b - index))
  if (nearest === undefined) return
  kept[kept.indexOf(nearest)] = index
  kept.sort((a, b) => a - b)
}

function indexOf(values: readonly number[], pick: (a: number, b: number) => number): number {
  return values.indexOf(values.reduce((a, b) => pick(a, b)))
}

function mean(values: readonly number[], from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += values[index] as number
  return sum / (to - from)
}

/**
 * Where nothing came for more than 1.5 × the interval at which a reading is expected, longest first. A chart draws
 * readings side by side and has no holes, so holes are said. Without an interval nothing can be missing.
 */
export function gapsIn(points: readonly Point[], every: Every | null): Gap[] {
  if (every === null) return []
  const patience = 1.5 * every.count * daysOf[every.unit]
  return points
    .flatMap(({ at }, index) => {
      const next = points[index + 1]
      const days = next ? daysBetween(at, next.at) : 0
      return next && days > patience ? [{ after: at, before: next.at, days }] : []
    })
    .sort((a, b) => b.days - a.days)
}

const daysOf = { day: 1, week: 7, month: 365.2425 / 12 } as const
