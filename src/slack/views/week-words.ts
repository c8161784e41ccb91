import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import { mondayOf } from '../../domain/weeks.ts'
import type { SaidInWeek } from '../../usecases/status/said-in-weeks.ts'

/** `12 Jan 🟢 On track  ·  19 Jan ⚪ No answer`. */
export function weeksInWords(weeks: readonly SaidInWeek[]): string {
  return weeks
    .map(({ week, confidence }) => `${shortDate(mondayOf(week)).slice(4)} ${saidWords(confidence)}`)
    .join('  ·  ')
}

/** `🟢 On track ×3 → 🟡 At risk → 🔴 Off track ×2`: the same, told by what changed. */
export function weeksInShort(weeks: readonly SaidInWeek[]): string {
  const runs: { confidence: SaidInWeek['confidence']; count: number }[] = []
  for (const { confidence } of weeks) {
    const last = runs.at(-1)
    if (last?.confidence === confidence) last.count++
    else runs.push({ confidence, count: 1 })
  }
  return runs.map(({ confidence, count }) => saidWords(confidence) + (count > 1 ? ` ×${count}` : '')).join(' → ')
}

function saidWords(confidence: SaidInWeek['confidence']): string {
  return confidence === null ? '⚪ No answer' : `${confidenceMarks[confidence]} ${confidenceWords[confidence]}`
}
