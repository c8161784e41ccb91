import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import { divergenceInWords } from '../../domain/divergence.ts'
import { daysBetween, type LocalDate, localDateAt } from '../../domain/local-time.ts'
import { formatValue } from '../../domain/numbers.ts'
import type { PaceStatus } from '../../domain/pace.ts'
import { type Colour, colourOf, coloursByGravity, type RollUp } from '../../domain/roll-up.ts'
import type { KeyResultStatus } from '../../usecases/show-status.ts'
import type { Reader } from '../../usecases/status/reader.ts'
import { clip, escape } from '../blocks/text.ts'

/** Colour never stands alone: a mark is always followed by its words. */
export const colourMarks: Record<Colour, string> = {
  'off-track': '🔴',
  stale: '⚪',
  'at-risk': '🟡',
  'no-answer': '⚪',
  'on-track': '🟢',
}

export const colourWords: Record<Colour, string> = {
  'off-track': 'Off track',
  stale: 'Stale',
  'at-risk': 'At risk',
  'no-answer': 'No answer yet',
  'on-track': 'On track',
}

export const paceWords: Record<PaceStatus, string> = {
  met: 'target met',
  'on pace': 'on pace',
  behind: 'behind pace',
  'no data': 'no reading yet',
}

/** `🔴 Off track`: the last answer's colour, unless it is stale, which outranks it. */
export function markOf(one: KeyResultStatus): string {
  const colour = colourOf(one)
  return `${colourMarks[colour]} ${colourWords[colour]}`
}

/** `🔴 *Off track*, 3 days ago`; `⚪ *Stale*, nothing said since 🟢 On track, 8 days ago`. */
export function standingWords(one: KeyResultStatus, reader: Reader): string {
  const colour = colourOf(one)
  const mark = `${colourMarks[colour]} *${colourWords[colour]}*`
  const said = one.checkedInAt && whenSaid(one.checkedInAt, reader)
  if (colour !== 'stale') return said ? `${mark}, ${said}` : mark
  if (one.confidence === null || !said) return `${mark}, asked and never answered`
  return `${mark}, nothing said since ${confidenceMarks[one.confidence]} ${confidenceWords[one.confidence]}, ${said}`
}

/** `today`, `yesterday`, `5 days ago`. */
export function whenSaid(at: Date, { zone, today }: Reader): string {
  return agoInWords(daysBetween(localDateAt(at, zone), today))
}

export function agoInWords(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'yesterday' : `${days} days ago`
}

/** `6.2 % → 5 %`, not escaped yet. */
export function valuesOf({ current, target, unit }: KeyResultStatus): string {
  const now = current === null ? 'no reading yet' : valueWords(current.value, unit)
  return `${now} → ${target === null ? 'no target' : valueWords(target, unit)}`
}

/** A value with its unit, which somebody typed once: short, and not escaped yet. */
export function valueWords(value: number, unit: string | null): string {
  return clip(formatValue(value, unit), 40)
}

/** `6.2 % → 5 %   ▰▰▰▰▰▰▱▱▱▱ 60 %, behind pace`: what is measured, apart from what is said. */
export function measuredWords(one: KeyResultStatus): string {
  const values = `*${escape(valuesOf(one))}*`
  if (one.progress === null) return values
  return `${values}   ${progressBar(one.progress)} ${percent(one.progress)}, ${paceWords[one.paceStatus]}`
}

const cells = 10

/** Ten cells, in no colour: that stands for what is said. Full only when it is met, empty only when nothing is done. */
export function progressBar(progress: number): string {
  const rounded = Math.round(progress * cells)
  const full = progress >= 1 ? cells : Math.min(cells - 1, Math.max(progress > 0 ? 1 : 0, rounded))
  return '▰'.repeat(full) + '▱'.repeat(cells - full)
}

/** `60 %`; never 100 % before it is, and never 0 % when something is done. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100)
  if (share < 1 && rounded === 100) return '99 %'
  return share > 0 && rounded === 0 ? '1 %' : `${rounded} %`
}

/** `On track, but unmoved for 3 weeks.`; null when data and answer agree. */
export function divergenceWords({ divergence, unit }: KeyResultStatus, today: LocalDate): string | null {
  return divergence && `Said on track, but ${clip(divergenceInWords(divergence, unit, today), 200)}.`
}

/** `🔴 1 off track, 🟢 2 on track`, worst first. */
export function countsWords({ counts, total }: RollUp): string {
  if (total === 0) return 'no key results'
  const colours = coloursByGravity.filter((colour) => counts[colour] > 0)
  return colours
    .map((colour) => `${colourMarks[colour]} ${counts[colour]} ${colourWords[colour].toLowerCase()}`)
    .join(', ')
}

/** The sentence about the worst one; that nothing is wrong is said only of what somebody has answered for. */
export function worstWords({ counts, total }: RollUp, worst: KeyResultStatus | null): string {
  if (worst !== null) return `Worst: ${markOf(worst)} — ${nameOf(worst)}.`
  if (counts['no-answer'] === 0) return 'Nothing is at risk.'
  return counts['no-answer'] === total ? 'Nobody has answered yet.' : 'Nothing that was answered for is at risk.'
}

/** `O1-KR1 Reduce monthly churn … (Mike)`. */
export function nameOf({ keyResult, owner }: KeyResultStatus): string {
  const who = owner === null ? 'no owner' : escape(clip(owner.name, 40))
  return `${keyResult.id} ${escape(clip(keyResult.title, 80))} (${who})`
}

/** `until Fri 16 Jan`, `was due Fri 16 Jan`. */
export function dueWords(due: LocalDate, isLate: boolean): string {
  return isLate ? `was due ${shortDate(due)}` : `until ${shortDate(due)}`
}

/** What stands in blocks, for those who get only words. */
export function plainWords(mrkdwn: string): string {
  return mrkdwn.replace(/[*▰▱]/g, '').replace(/ {2,}/g, ' ').trim()
}
