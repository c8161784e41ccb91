import { daysBetween, type LocalDate } from './local-time.ts'
import type { Span } from './pace.ts'

/** A value on a date. Readings are such points. */
export interface Point {
  at: LocalDate
  value: number
}

/** Where a straight line through the readings ends. */
export interface Forecast {
  on: LocalDate
  value: number
  /** The line ends between these with at least 90 % confidence. */
  low: number
  high: number
  /** How many readings it rests on, the baseline not counted. */
  readings: number
  /** Change a week, along the line. */
  perWeek: number
}

/** From how many readings on a forecast is shown. */
export const fewestReadings = 4

/**
 * Where a measure will stand on `on` (its due date) if it goes on as in this cycle: the value of the robust straight
 * line through the cycle's readings and the baseline, with an interval. Null below 4 readings, and when the last
 * reading is as late as `on`: nothing is left to foretell.
 *
 * Readings outside the cycle say nothing. The baseline counts as a value on the cycle's first day, unless a reading is
 * of that day. Of several readings of one date the last one given counts: give them in the order they were recorded.
 *
 * Line: Theil (1950) and Sen (1968). Its slope is the median of the slopes between all pairs of points, its height the
 * median of what is left; up to 29 % of the points may be nonsense without spoiling it.
 * Interval: Sen's rank-based one. The number of pairs that go down is, without a trend, distributed as Kendall's; so as
 * many of the smallest and of the largest slopes are cut off as keep 5 % at each end, and the line is drawn through the
 * points with the two slopes that remain. Kendall's distribution is computed exactly, since a quarter has few readings;
 * 90 % is the most that four points can support. It is where the line may end, not where a single reading may.
 */
export function forecastOf(
  readings: readonly Point[],
  baseline: number | null,
  cycle: Span,
  on: LocalDate,
): Forecast | null {
  const measured = pointsOfCycle(readings, cycle)
  const last = measured.at(-1)
  if (last === undefined || measured.length < fewestReadings || last.at >= on) return null
  const hasFirst = measured[0]?.at === cycle.starts
  const points = baseline === null || hasFirst ? measured : [{ at: cycle.starts, value: baseline }, ...measured]
  const days = points.map(({ at }) => daysBetween(cycle.starts, at))
  const values = points.map(({ value }) => value)
  const slopes = slopesOf(days, values)
  const cut = cutOff(points.length)
  const ahead = daysBetween(cycle.starts, on)
  const endWith = (slope: number) =>
    median(Float64Array.from(values, (value, i) => value + slope * (ahead - (days[i] as number))))
  const slope = middleOf(slopes)
  return {
    on,
    value: endWith(slope),
    low: endWith(slopes[cut] as number),
    high: endWith(slopes[slopes.length - 1 - cut] as number),
    readings: measured.length,
    perWeek: slope * 7,
  }
}

/** One point for each date of the cycle that has a reading, earliest first. */
export function pointsOfCycle(readings: readonly Point[], { starts, ends }: Span): Point[] {
  const byDate = new Map(readings.filter(({ at }) => starts <= at && at <= ends).map(({ at, value }) => [at, value]))
  return [...byDate].map(([at, value]) => ({ at, value })).sort((a, b) => (a.at < b.at ? -1 : 1))
}

function slopesOf(days: readonly number[], values: readonly number[]): Float64Array {
  const slopes = new Float64Array((days.length * (days.length - 1)) / 2)
  let k = 0
  for (let i = 0; i < days.length; i++) {
    for (let j = i + 1; j < days.length; j++) {
      slopes[k++] = ((values[j] as number) - (values[i] as number)) / ((days[j] as number) - (days[i] as number))
    }
  }
  return slopes.sort()
}

/** How many slopes are left out at each end, for `n` points: as many as keep the chance there at or below 5 %. */
function cutOff(n: number): number {
  const known = cutOffs.get(n)
  if (known !== undefined) return known
  let below = 0
  let cut = 0
  for (const chance of discordantPairs(n)) {
    below += chance
    if (below > 0.05) break
    cut++
  }
  // A chance of at most 5 % that `cut − 1` pairs or fewer are discordant: the cut-th slope from the end still counts.
  const left = Math.max(0, cut - 1)
  cutOffs.set(n, left)
  return left
}

const cutOffs = new Map<number, number>()

/** Kendall's distribution: the chance of 0, 1, 2 … discordant pairs in `n` values in random order. */
function discordantPairs(n: number): Float64Array {
  let chances: Float64Array = Float64Array.of(1)
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array(chances.length + size - 1)
    let window = 0
    for (let k = 0; k < next.length; k++) {
      window += (chances[k] ?? 0) - (chances[k - size] ?? 0)
      next[k] = Math.max(0, window) / size
    }
    chances = next
  }
  return chances
}

function median(values: Float64Array): number {
  return middleOf(values.sort())
}

function middleOf(sorted: Float64Array): number {
  const half = sorted.length >> 1
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}
