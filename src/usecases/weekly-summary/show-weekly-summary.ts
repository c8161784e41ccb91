import { shortDate } from '../../domain/dates.ts'
import type { KeyResultId, ObjectiveId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { ageInDays, isOverdue, type OpenItemKind, openItemWords } from '../../domain/open-items.ts'
import { type ColourCounts, countColours, type WeekColour, weekColour } from '../../domain/week-colours.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { getObjective } from '../../storage/objectives.ts'
import { listItemsOpenAt } from '../../storage/open-items.ts'
import { getPerson, peopleById } from '../../storage/people.ts'
import { checkInOf, listQuestions } from '../../storage/questions.ts'
import { getSummary, listSummaries, type Summary } from '../../storage/summaries.ts'
import { getTeam } from '../../storage/teams.ts'
import type { DecisionEntry } from '../approvals/afterwards/decisions-log.ts'
import { decidedIn } from '../approvals/in-channel.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { type KeyResultWeek, type TeamWeeks, teamWeeks } from '../team-weeks/team-weeks.ts'
import { type Unanswered, unansweredOf } from '../team-weeks/unanswered.ts'
import { decisionsNeeded, findingsUndecided } from './decisions-needed.ts'

const weekMs = 7 * 86_400_000

/** All that a team's weekly summary says. */
export interface WeeklySummary {
  summaryId: number
  team: string
  week: Week
  askOn: LocalDate
  lead: { name: string; slackId: string | null } | null
  /** True: the team has no channel, so it goes to the lead. */
  isPrivate: boolean
  counts: ColourCounts
  keyResults: SummaryKeyResult[]
  /** The weeks of the cycle so far, oldest first; this one is the last. */
  weeks: { label: string; counts: ColourCounts }[]
  open: SummaryItem[]
  unanswered: Unanswered[]
  decisions: string[]
  /** Of the seven days before it, oldest first. */
  decided: DecisionEntry[]
  acknowledged: { by: string; at: Date } | null
  questions: { by: string; of: string; keyResultId: KeyResultId; isAnswered: boolean }[]
}

export interface SummaryKeyResult {
  id: KeyResultId
  title: string
  objective: { id: ObjectiveId; title: string }
  owner: string | null
  colour: WeekColour
  /** The week's before it. Null: it was not checked in before. */
  before: WeekColour | null
  /** Not due this week, and why. */
  skipped: string | null
  /** Since when nobody answered: outranks the colour. */
  stale: LocalDate | null
  late: boolean
  /** What the answer rests on, in its giver's words where there are any. */
  why: string | null
}

export interface SummaryItem {
  kind: OpenItemKind
  what: string
  keyResultId: KeyResultId
  text: string
  person: string | null
  due: LocalDate | null
  /** Whole days since it was opened. */
  days: number
  isOverdue: boolean
}

/**
 * A team's week as it stands now: answers that came after the summary are in it, everything else is as of the summary,
 * or of now while the next one is not out. Throws when there is no such summary: a bug.
 */
export function showWeeklySummary(db: Db, summaryId: number, now: Date, defaultZone: Zone): WeeklySummary {
  const summary = getSummary(db, summaryId)
  if (!summary) throw new Error(`no weekly summary ${summaryId}`)
  const team = getTeam(db, summary.teamId)
  const zone = team.zone ?? defaultZone
  const calendar = loadCheckInCalendar(db, defaultZone)
  const weeks = teamWeeks(db, calendar, team.id, localDateAt(summary.plannedAt, zone))
  const asOf = asOfFor(db, summary, now)
  const picture = weeks.of(summary.week, asOf)
  const dates = weeks.until(summary.week)
  const before = dates.filter((week) => week < summary.week).at(-1)
  const keyResults = showKeyResults(db, picture, before === undefined ? null : weeks.answersOf(before), zone)
  const due = keyResults.filter(({ skipped }) => skipped === null)
  return {
    summaryId,
    team: team.name,
    week: summary.week,
    askOn: weeks.datesOf(summary.week)?.askOn ?? localDateAt(summary.plannedAt, zone),
    lead: team.leadId === null ? null : getPerson(db, team.leadId),
    isPrivate: summary.outcome === 'no-channel',
    counts: countColours(due.map(({ colour }) => colour)),
    keyResults,
    weeks: dates.map((week) => ({
      label: shortDate(weeks.datesOf(week)?.askOn ?? '').replace(/^\w+ /, ''),
      counts: countsOf(weeks, week, week === summary.week ? due.map(({ colour }) => colour) : null),
    })),
    open: showOpen(db, picture, asOf, zone),
    unanswered: unansweredOf(db, calendar, picture),
    decisions: [
      ...decisionsNeeded(db, weeks, summary.week, picture),
      ...findingsUndecided(db, { teams: [team.id], zone }, asOf),
    ],
    decided: decidedIn(
      db,
      { channelId: null, teams: [team.id], zone },
      { since: new Date(summary.plannedAt.getTime() - weekMs), until: summary.plannedAt },
    ),
    acknowledged:
      summary.acknowledgedBy === null || summary.acknowledgedAt === null
        ? null
        : { by: getPerson(db, summary.acknowledgedBy).name, at: summary.acknowledgedAt },
    questions: listQuestions(db, summaryId).map(({ askedBy, askedOf, checkInId, reply }) => ({
      by: getPerson(db, askedBy).name,
      of: getPerson(db, askedOf).name,
      keyResultId: checkInOf(db, checkInId).keyResultId,
      isAnswered: reply !== null,
    })),
  }
}

/** A message that stands is not overtaken by what happened in later weeks. */
function asOfFor(db: Db, { teamId, week }: Summary, now: Date): Date {
  const next = listSummaries(db, teamId, week).find((other) => other.week > week)
  return next && next.plannedAt < now ? next.plannedAt : now
}

function showKeyResults(
  db: Db,
  picture: readonly KeyResultWeek[],
  before: ReturnType<TeamWeeks['answersOf']> | null,
  zone: Zone,
): SummaryKeyResult[] {
  const owners = peopleById(
    db,
    picture.flatMap(({ keyResult }) => keyResult.ownerId ?? []),
  )
  return picture.map(({ keyResult, said, asked, staleSince }) => {
    const { id, title, objectiveId, ownerId } = keyResult
    const last = before?.get(id)
    const isSkipped = said === null && asked.kind === 'skipped'
    return {
      id,
      title,
      objective: { id: objectiveId, title: getObjective(db, objectiveId).title },
      owner: ownerId === null ? null : (owners.get(ownerId)?.name ?? null),
      colour: weekColour(said?.answer.confidence ?? null),
      before: last === undefined ? null : weekColour(last?.answer.confidence ?? null),
      skipped: isSkipped ? asked.because : null,
      stale: staleSince && !isSkipped ? localDateAt(staleSince, zone) : null,
      late: said?.late ?? false,
      why: said && whyOf(said.answer),
    }
  })
}

function whyOf({ note, evidence }: NonNullable<KeyResultWeek['said']>['answer']): string | null {
  return (
    note ??
    (evidence
      .map(({ text }) => text)
      .slice(0, 2)
      .join('; ') ||
      null)
  )
}

function countsOf(weeks: TeamWeeks, week: Week, known: readonly WeekColour[] | null): ColourCounts {
  if (known !== null) return countColours(known)
  return countColours([...weeks.answersOf(week).values()].map((said) => weekColour(said?.answer.confidence ?? null)))
}

function showOpen(db: Db, picture: readonly KeyResultWeek[], asOf: Date, zone: Zone): SummaryItem[] {
  const ids = picture.map(({ keyResult }) => keyResult.id)
  const items = listItemsOpenAt(db, ids, asOf)
  const people = peopleById(
    db,
    items.flatMap(({ personId }) => personId ?? []),
  )
  const today = localDateAt(asOf, zone)
  return items.map((item) => ({
    kind: item.kind,
    what: openItemWords[item.kind],
    keyResultId: item.keyResultId,
    text: item.text,
    person: item.personId === null ? null : (people.get(item.personId)?.name ?? null),
    due: item.due,
    days: ageInDays(item, asOf, zone),
    isOverdue: item.due !== null && isOverdue({ due: item.due, closed: null }, today),
  }))
}
