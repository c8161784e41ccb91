const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/**
 * A row of numbers as small bars, oldest first, scaled between their own least and greatest. One that never moves is a
 * flat line in the middle. At most `width` bars: of more, the newest.
 */
export function sparkline(values: readonly number[], width = 12): string {
  const shown = values.slice(-width)
  const least = Math.min(...shown)
  const span = Math.max(...shown) - least
  return shown.map((value) => (span === 0 ? levels[3] : bar((value - least) / span))).join('')
}

function bar(share: number): string {
  return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))] as string
}
