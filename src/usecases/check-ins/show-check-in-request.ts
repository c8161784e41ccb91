import type { Confidence, Evidence, RiskKind } from '../../domain/check-ins.ts'
import { localTimeAt } from '../../domain/local-time.ts'
import { formatValue } from '../../domain/numbers.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { findCheckIn, lastAnswerBefore, standingAnswer } from '../../storage/check-ins.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getKpi, readingsOf } from '../../storage/kpis.ts'
import { getPerson, peopleById } from '../../storage/people.ts'
import { getRequest, listRequestItems, type RequestItem } from '../../storage/requests.ts'
import { evidenceFor } from './evidence.ts'
import { whyAsked } from './why-asked.ts'

/** All that the weekly message to one owner says. */
export interface CheckInRequest {
  requestId: number
  week: Week
  firstName: string
  isDelegate: boolean
  items: CheckInItem[]
  page: number
  /** Why the person got it, and what happens if nothing is answered. */
  why: string
  next: string
}

export interface CheckInItem {
  id: string
  title: string
  /** Whose it is, when the reader stands in for them. */
  onBehalfOf: string | null
  /** `6.2 % → 5 %`; null without any reading. */
  progress: string | null
  /** `0.8 % lower than a week ago`; null when there is nothing to compare. */
  change: string | null
  /** Readings so far, oldest first, for a small trend. */
  trend: number[]
  last: { confidence: Confidence; note: string | null; week: Week } | null
  evidence: readonly Evidence[]
  dashboard: string | null
  standing:
    | { kind: 'open' }
    | {
        kind: 'answered'
        confidence: Confidence
        at: Date
        /** The owner's wall clock, for where Slack shows no dates. */
        atText: string
        by: string | null
        evidence: readonly Evidence[]
        risk: { kind: RiskKind; text: string | null } | null
        nextAction: string | null
        note: string | null
        late: boolean
        warning: string | null
      }
    | { kind: 'skipped'; reason: string }
    | { kind: 'dropped'; reason: string }
}

/** The weekly message as it stands now. Throws when there is no such request: a bug. */
export function showCheckInRequest(
  db: Db,
  requestId: number,
  now: Date,
  defaultZone: string,
  page = 1,
): CheckInRequest {
  const request = getRequest(db, requestId)
  if (!request) throw new Error(`no check-in request ${requestId}`)
  const reader = getPerson(db, request.personId)
  const zone = zoneOf(reader, defaultZone)
  const items = listRequestItems(db, requestId).map((item) => showItem(db, item, request.week, zone, now))
  return {
    requestId,
    week: request.week,
    firstName: reader.name.split(' ')[0] as string,
    isDelegate: items.length > 0 && items.every(({ onBehalfOf }) => onBehalfOf !== null),
    items,
    page,
    ...whyAsked(db, request),
  }
}

function showItem(db: Db, item: RequestItem, week: Week, zone: string, now: Date): CheckInItem {
  const keyResult = getKeyResult(db, item.keyResultId)
  const last = lastAnswerBefore(db, keyResult.id, week)
  return {
    id: keyResult.id,
    title: keyResult.title,
    onBehalfOf: item.onBehalfOf === null ? null : getPerson(db, item.onBehalfOf).name,
    ...movement(db, keyResult, now),
    last: last && {
      confidence: last.answer.confidence,
      note: last.answer.note ?? last.answer.risk?.text ?? null,
      week: last.week,
    },
    evidence: evidenceFor(db, keyResult.id, week, now),
    dashboard: keyResult.dashboard,
    standing: standingOf(db, item, keyResult, week, zone),
  }
}

/** Where the KPI stands against its target, in words and as a row of numbers. */
function movement(db: Db, keyResult: KeyResult, now: Date): Pick<CheckInItem, 'progress' | 'change' | 'trend'> {
  const kpi = getKpi(db, keyResult.kpiId)
  const today = now.toISOString().slice(0, 10)
  const readings = readingsOf(db, kpi.id, null).filter(({ at }) => at <= today)
  const newest = readings.at(-1)
  const target = keyResult.target === null ? 'no target' : formatValue(keyResult.target, kpi.unit)
  if (!newest) return { progress: null, change: null, trend: [] }
  return {
    progress: `${formatValue(newest.value, kpi.unit)} → ${target}`,
    change: changeInWords(newest.value - (readings.at(-2)?.value ?? newest.value), kpi.unit, readings.length),
    trend: readings.slice(-12).map(({ value }) => value),
  }
}

function changeInWords(difference: number, unit: string | null, count: number): string | null {
  if (count < 2) return null
  if (difference === 0) return 'unchanged since the last reading'
  const size = formatValue(Math.abs(Number(difference.toPrecision(6))), unit)
  return `${size} ${difference > 0 ? 'higher' : 'lower'} than the reading before`
}

function standingOf(
  db: Db,
  item: RequestItem,
  keyResult: KeyResult,
  week: Week,
  zone: string,
): CheckInItem['standing'] {
  if (item.droppedBecause) return { kind: 'dropped', reason: item.droppedBecause }
  const answered = standingAnswer(findCheckIn(db, keyResult.id, week))
  if (!answered) return { kind: 'open' }
  const { answer, by, at } = answered
  const action = answer.nextAction
  const person = action?.person ? (peopleById(db, [action.person]).get(action.person)?.name ?? null) : null
  return {
    kind: 'answered',
    confidence: answer.confidence,
    at,
    atText: localTimeAt(at, zone),
    by: by === keyResult.ownerId ? null : getPerson(db, by).name,
    evidence: answer.evidence,
    risk: answer.risk,
    nextAction:
      action && [action.text, person && `(${person})`, action.due && `until ${action.due}`].filter(Boolean).join(' '),
    note: answer.note,
    late: false,
    warning: null,
  }
}
