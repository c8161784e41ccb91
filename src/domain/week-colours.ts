import type { Confidence } from './check-ins.ts'

/** What a week says of one key result; `none` is nobody's answer. */
export type WeekColour = 'on-track' | 'at-risk' | 'off-track' | 'none'

/** In the order in which they are counted. */
export const weekColours: readonly WeekColour[] = ['on-track', 'at-risk', 'off-track', 'none']

export const colourWords: Record<WeekColour, string> = {
  'on-track': 'On track',
  'at-risk': 'At risk',
  'off-track': 'Off track',
  none: 'No answer',
}

/** Never alone: always followed by their words. */
export const colourMarks: Record<WeekColour, string> = {
  'on-track': '🟢',
  'at-risk': '🟡',
  'off-track': '🔴',
  none: '⚪',
}

export type ColourCounts = Readonly<Record<WeekColour, number>>

export function weekColour(confidence: Confidence | null): WeekColour {
  if (confidence === null) return 'none'
  return confidence === 2 ? 'on-track' : confidence === 1 ? 'at-risk' : 'off-track'
}

export function countColours(colours: readonly WeekColour[]): ColourCounts {
  const counts: Record<WeekColour, number> = { 'on-track': 0, 'at-risk': 0, 'off-track': 0, none: 0 }
  for (const colour of colours) counts[colour]++
  return counts
}

/** `🔴 1 off track, 🟢 3 on track`, worst first; what there is none of is left out. */
export function countsInWords(counts: ColourCounts): string {
  const parts = worstFirst.filter((colour) => counts[colour] > 0)
  return parts.map((one) => `${colourMarks[one]} ${counts[one]} ${colourWords[one].toLowerCase()}`).join(', ')
}

const worstFirst: readonly WeekColour[] = ['off-track', 'at-risk', 'none', 'on-track']
