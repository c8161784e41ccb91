/** An axis from `low` to `high` with a line at each of `ticks`. */
export interface Scale {
  low: number
  high: number
  ticks: number[]
}

/**
 * Round numbers that enclose the values, about `count` of them (steps of 1, 2, 2.5 or 5 times a power of ten).
 * Bars and areas pass `fromZero`: their length means something only from zero. Lines may start nearby.
 */
export function scaleFor(values: readonly number[], fromZero: boolean, count = 5): Scale {
  const known = values.filter(Number.isFinite)
  const [least, most] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)]
  const nearZero = least >= 0 && least <= (most - least) * 0.6
  const from = fromZero || nearZero ? Math.min(0, least) : least
  const to = fromZero ? Math.max(0, most) : most
  const step = roundStep((to - from || Math.abs(to) || 1) / (count - 1))
  const floor = Math.floor(from / step + 1e-9) * step
  // A line that ran along the bottom would look like the axis.
  const low = floor === from && from !== 0 ? floor - step : floor
  const steps = Math.max(1, Math.ceil((to - low) / step - 1e-9))
  const ticks = Array.from({ length: steps + 1 }, (_, index) => tidy(low + index * step))
  return { low: tidy(low), high: ticks.at(-1) ?? 1, ticks }
}

/** Where `value` lies on the axis: 0 at its low end, 1 at its high end. */
export function shareOf({ low, high }: Scale, value: number): number {
  return (value - low) / (high - low)
}

/** Every nth label is shown, so that `count` labels of `longest` characters fit into `width` pixels. */
export function labelEvery(count: number, longest: number, width: number): number {
  return Math.max(1, Math.ceil((count * (longest * 6.2 + 14)) / width))
}

/** 1234.5 as people read it: "1,234.5"; "12k" is for nobody to guess at. */
export function tidyNumber(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(value)
}

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10
  return step * power
}

function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
