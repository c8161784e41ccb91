import { longDate } from '../../domain/dates.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { getPerson } from '../../storage/people.ts'
import type { Request, RequestItem } from '../../storage/requests.ts'
import { getTeam } from '../../storage/teams.ts'
import { askOfWeek } from './ask-of-week.ts'

/** Why somebody got the weekly message, and what happens next: said on every one of them. */
export function whyAsked(
  db: Db,
  request: Request,
  items: readonly RequestItem[],
  now: Date,
  defaultZone: Zone,
): { why: string; next: string | null } {
  return { why: why(db, request, items), next: next(db, request, items, now, defaultZone) }
}

function why(db: Db, request: Request, items: readonly RequestItem[]): string {
  const own = items.filter(({ onBehalfOf }) => onBehalfOf === null)
  const others = new Set(items.flatMap(({ onBehalfOf }) => onBehalfOf ?? []))
  const forWhom = [...others].map((id) => getPerson(db, id).name).join(' and ')
  const standIn = forWhom && `${forWhom} ${others.size === 1 ? 'is' : 'are'} away, and you stand in.`
  if (own.length === 0) return `You get this because ${standIn}`
  const asked = request.reason === 'wanted' ? 'You get this because you asked for it' : owning(db, own)
  return [`${asked}.`, standIn].filter(Boolean).join(' ')
}

function owning(db: Db, items: readonly RequestItem[]): string {
  const teams = [...new Set(items.map(({ keyResultId }) => teamIdOf(db, keyResultId)))].map((id) => getTeam(db, id))
  const [first] = teams
  const when = teams.length === 1 && first ? `, which checks in on ${weekdayWords(first.checkIn.weekday)}` : ''
  return `You get this because you own key results of ${teams.map(({ name }) => name).join(' and ')}${when}`
}

/** Until the summary there are reminders; after it nobody is asked again, and an answer is still welcome. */
function next(db: Db, { week }: Request, items: readonly RequestItem[], now: Date, defaultZone: Zone): string | null {
  const summaries = items.flatMap(({ keyResultId, droppedAt }) => {
    const keyResult = getKeyResult(db, keyResultId)
    const ask = droppedAt === null ? askOfWeek(db, keyResult, week, defaultZone) : null
    return ask ? [{ at: ask.summaryAt, zone: ask.team.zone }] : []
  })
  const first = summaries.sort((a, b) => a.at.getTime() - b.at.getTime())[0]
  if (!first) return null
  const on = longDate(localDateAt(first.at, first.zone))
  if (now > first.at) return `The summary went out on ${on}; an answer still counts, and is added to it.`
  return `What is open gets a reminder on your next working day. The team’s summary goes out on ${on}.`
}

function teamIdOf(db: Db, keyResultId: string): number {
  return getObjective(db, getKeyResult(db, keyResultId).objectiveId).teamId
}

function weekdayWords(weekday: string): string {
  return `${weekday[0]?.toUpperCase()}${weekday.slice(1)}s`
}
