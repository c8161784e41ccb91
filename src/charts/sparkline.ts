const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/**
 * Values as a row of bars, the lowest `▁` and the highest `█`: `[8, 7, 6.2]` is `█▄▁`. One bar for each value, oldest
 * first; what is no number is a gap, `·`. Values that are all the same are a line half way up: nothing moved. At most
 * `width` bars: of more, the newest.
 */
export function sparkline(values: readonly (number | null)[], width = 12): string {
  const shown = values.slice(-width)
  const known = shown.filter(isNumber)
  const [lowest, highest] = [Math.min(...known), Math.max(...known)]
  return shown.map((value) => (isNumber(value) ? barOf(value, lowest, highest) : '·')).join('')
}

function barOf(value: number, lowest: number, highest: number): string {
  // Halves, so that the distance between the largest numbers is still a number.
  const share = lowest === highest ? 3 / 7 : (value / 2 - lowest / 2) / (highest / 2 - lowest / 2)
  return bars[Math.round(share * (bars.length - 1))] as string
}

function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}
