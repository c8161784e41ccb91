import type { Answer, AssumptionTest, Confidence, Evidence } from '../../domain/check-ins.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import { type LocalDate, localTimeAt, type Zone } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { ageInDays, openItemWords } from '../../domain/open-items.ts'
import { addWeeks, type Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { findCheckIn, lastAnswerBefore, standingAnswer } from '../../storage/check-ins.ts'
import { findOpenHandOver } from '../../storage/hand-overs.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { listOpenItems } from '../../storage/open-items.ts'
import { getPerson } from '../../storage/people.ts'
import type { Request, RequestItem } from '../../storage/requests.ts'
import { findSkip } from '../../storage/skips.ts'
import { asksOf } from './ask-of-week.ts'
import { evidenceFor } from './evidence.ts'
import { mayAnswer } from './may-answer.ts'
import { type Measured, measure, onTrackWarning } from './measured.ts'

/** What the weekly message says about one key result. */
export interface CheckInItem extends Measured {
  id: KeyResultId
  title: string
  /** Whose it is, when the reader stands in for them. */
  onBehalfOf: string | null
  last: { confidence: Confidence; words: string | null; week: Week } | null
  evidence: readonly Evidence[]
  /** What answers left open, oldest first; `isFromBefore`: not this week's. */
  open: readonly { text: string; person: string | null; due: LocalDate | null; days: number; isFromBefore: boolean }[]
  dashboard: string | null
  /** To whom it is offered, while they have not said. */
  offeredTo: string | null
  /** False: the cycle is closed, or it is somebody else's now. */
  canChange: boolean
  standing: { kind: 'open' } | Answered | { kind: 'skipped'; reason: string } | { kind: 'dropped'; reason: string }
}

export interface Answered {
  kind: 'answered'
  confidence: Confidence
  at: Date
  /** The reader's wall clock, for where Slack shows no dates. */
  atText: string
  /** Who answered, when it was not the owner. */
  by: string | null
  evidence: readonly Evidence[]
  risk: Answer['risk']
  nextAction: { text: string; person: string | null; due: LocalDate | null } | null
  test: AssumptionTest | null
  note: string | null
  /** Answered after that week's summary. Null: in time. */
  late: { countsForNextWeek: boolean } | null
  /** What the data says against it. */
  warning: string | null
}

export interface Reading {
  request: Request
  /** The reader's. */
  zone: Zone
  today: LocalDate
  now: Date
  defaultZone: Zone
}

export function showCheckInItem(db: Db, item: RequestItem, reading: Reading): CheckInItem {
  const { request, zone, today, now } = reading
  const keyResult = getKeyResult(db, item.keyResultId)
  const last = lastAnswerBefore(db, keyResult.id, request.week)
  const offer = findOpenHandOver(db, keyResult.id)
  const thisWeeks = findCheckIn(db, keyResult.id, request.week)?.id
  const may = mayAnswer(db, { requestId: request.id, keyResultId: keyResult.id, by: request.personId })
  return {
    id: keyResult.id,
    title: keyResult.title,
    onBehalfOf: item.onBehalfOf === null ? null : getPerson(db, item.onBehalfOf).name,
    ...measure(db, keyResult, today),
    last: last && {
      confidence: last.answer.confidence,
      words: last.answer.note ?? last.answer.risk?.text ?? last.answer.nextAction?.text ?? null,
      week: last.week,
    },
    evidence: evidenceFor(db, keyResult, request.week, today),
    open: listOpenItems(db, [keyResult.id]).map(({ kind, text, personId, due, openedAt, checkInId }) => ({
      text: kind === 'risk' || kind === 'next-action' ? `${openItemWords[kind]}: ${text}` : openItemWords[kind],
      person: personId === null || personId === request.personId ? null : getPerson(db, personId).name,
      due,
      days: ageInDays({ openedAt }, now, zone),
      isFromBefore: checkInId !== thisWeeks,
    })),
    dashboard: keyResult.dashboard,
    offeredTo: offer && getPerson(db, offer.toId).name,
    canChange: may.kind === 'allowed',
    standing: standingOf(db, item, keyResult, reading),
  }
}

function standingOf(db: Db, item: RequestItem, keyResult: KeyResult, reading: Reading): CheckInItem['standing'] {
  const { week } = reading.request
  if (item.droppedBecause) return { kind: 'dropped', reason: item.droppedBecause }
  const checkIn = findCheckIn(db, keyResult.id, week)
  const answer = standingAnswer(checkIn)
  const firstAt = checkIn?.versions[0]?.at
  if (answer && firstAt) return answered(db, keyResult, answer, firstAt, reading)
  const skip = findSkip(db, keyResult.id, week)
  return skip ? { kind: 'skipped', reason: skip.reason } : { kind: 'open' }
}

function answered(
  db: Db,
  keyResult: KeyResult,
  { answer, by, at }: { answer: Answer; by: number; at: Date },
  firstAt: Date,
  reading: Reading,
): Answered {
  const { confidence, evidence, risk, nextAction, test, note } = answer
  return {
    kind: 'answered',
    confidence,
    at,
    atText: localTimeAt(at, reading.zone),
    by: by === keyResult.ownerId ? null : getPerson(db, by).name,
    evidence,
    risk,
    nextAction: nextAction && {
      ...nextAction,
      person: nextAction.person === null ? null : getPerson(db, nextAction.person).name,
    },
    test,
    note,
    late: lateness(db, keyResult, firstAt, reading),
    warning: confidence === 2 ? onTrackWarning(db, keyResult, reading.today) : null,
  }
}

/** Late: first answered after the week's summary. Such an answer can count for the next week too. */
function lateness(
  db: Db,
  keyResult: KeyResult,
  firstAt: Date,
  { request: { week }, defaultZone }: Reading,
): Answered['late'] {
  const askIn = asksOf(db, keyResult, defaultZone)
  const ask = askIn(week)
  if (!ask || firstAt <= ask.summaryAt) return null
  const next = askIn(addWeeks(week, 1))
  return { countsForNextWeek: next !== null && firstAt >= next.coveredFrom }
}
