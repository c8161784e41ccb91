import { type Answer, type Confidence, type RiskKind, type Verdict, writeEvidence } from '../../domain/check-ins.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { addDays, type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { findCheckIn, lastAnswerBefore, listAnswers, standingAnswer } from '../../storage/check-ins.ts'
import { getPerson } from '../../storage/people.ts'
import { nextCheckInOn } from './ask-of-week.ts'
import { evidenceFor } from './evidence.ts'
import { typedBefore } from './keep-typed.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import { measure, onTrackWarning } from './measured.ts'
import { type Refused, refused } from './outcomes.ts'
import { stillOpenOf } from './still-open.ts'

/** What the form shows when it opens: what was typed or said before comes back, else what the app knows. */
export interface CheckInForm {
  requestId: number
  keyResultId: KeyResultId
  confidence: Confidence
  /** Whether the confidence can be chosen in the form itself. */
  chooses: boolean
  title: string
  progress: string
  /** When "on track" does not fit the data. */
  warning: string | null
  fields: CheckInFields
  /** For a key result that tests an assumption. */
  test: TestForm | null
  /** When what stands in the fields was typed and could not be saved. */
  restoredFrom: Date | null
}

export interface CheckInFields {
  /** One line each, `text (source)`. */
  evidence: string
  risk: RiskKind | null
  riskText: string
  nextAction: string
  /** Slack id. */
  nextActionPerson: string | null
  nextActionDue: LocalDate | null
  note: string
  nextTest: string
  testResult: string
  verdict: Verdict | null
}

export interface TestForm {
  statement: string | null
  /** The test whose result can be told now; null when there is none. */
  current: string | null
  threshold: string | null
}

/** `answered`: as the answer stands, its confidence can be changed. `choose`: the same, or a new one. */
export type FormStart = Confidence | 'answered' | 'choose'

/** The form for one key result. Refused when the person may not answer, or there is nothing to change. */
export function showCheckInForm(
  db: Db,
  asked: Asked & { start: FormStart },
  now: Date,
  defaultZone: Zone,
): { kind: 'form'; form: CheckInForm } | Refused {
  const allowed = mayAnswer(db, asked)
  if (allowed.kind === 'refused') return allowed
  const { keyResult, request } = allowed
  const said = standingAnswer(findCheckIn(db, keyResult.id, request.week))?.answer ?? null
  if (asked.start === 'answered' && !said) {
    return refused('There is no answer to change any more. Please answer again.')
  }
  const today = localDateAt(now, zoneOf(getPerson(db, asked.by), defaultZone))
  const draft = typedBefore(db, { by: asked.by, form: 'check-in', about: keyResult.id }, now)
  const { progress, change } = measure(db, keyResult, today)
  const known = knownFields(db, { keyResult, week: request.week, by: asked.by, said, today, defaultZone })
  return {
    kind: 'form',
    form: {
      requestId: asked.requestId,
      keyResultId: keyResult.id,
      confidence: typeof asked.start === 'number' ? asked.start : (said?.confidence ?? 2),
      chooses: typeof asked.start !== 'number',
      title: keyResult.title,
      progress: [progress, change].filter(Boolean).join('   ·   '),
      warning: onTrackWarning(db, keyResult, today),
      fields: draft ? restored(known, draft.fields) : known,
      test: testForm(db, keyResult, request.week),
      restoredFrom: draft?.savedAt ?? null,
    },
  }
}

interface Known {
  keyResult: KeyResult
  week: Week
  by: PersonId
  said: Answer | null
  today: LocalDate
  defaultZone: Zone
}

function knownFields(db: Db, { keyResult, week, by, said, today, defaultZone }: Known): CheckInFields {
  const last = lastAnswerBefore(db, keyResult.id, week)?.answer
  // What was named last week and is still open is likely to be named again: it is offered, not assumed.
  const { risk, nextAction } = said ?? (last ? stillOpenOf(db, keyResult.id, last) : { risk: null, nextAction: null })
  const due = nextAction?.due ?? null
  const standsOrIsAhead = due !== null && (said !== null || due >= today)
  return {
    evidence: writeEvidence(said?.evidence ?? evidenceFor(db, keyResult, week, today), getPerson(db, by).name),
    risk: risk?.kind ?? null,
    riskText: risk?.text ?? '',
    nextAction: nextAction?.text ?? '',
    nextActionPerson: somebodyHere(db, [nextAction?.person, keyResult.ownerId, by]),
    nextActionDue: standsOrIsAhead ? due : laterOf(nextCheckInOn(db, keyResult, week, defaultZone), addDays(today, 1)),
    note: said?.note ?? '',
    nextTest: said?.test?.next ?? '',
    testResult: said?.test?.outcome?.result ?? '',
    verdict: said?.test?.outcome?.verdict ?? null,
  }
}

/** Slack's id of the first of them who has not left. */
function somebodyHere(db: Db, ids: readonly (PersonId | null | undefined)[]): string | null {
  const people = ids.flatMap((id) => (id ? [getPerson(db, id)] : []))
  return people.find(({ deactivatedAt }) => deactivatedAt === null)?.slackId ?? null
}

function laterOf(date: LocalDate | null, other: LocalDate): LocalDate {
  return date !== null && date > other ? date : other
}

/** A field that was not in the form when it was sent keeps what is known. */
function restored(known: CheckInFields, typed: Readonly<Record<string, string | null>>): CheckInFields {
  const text = (field: string, otherwise: string) => (field in typed ? (typed[field] ?? '') : otherwise)
  const choice = <T extends string>(field: string, otherwise: T | null) =>
    field in typed ? (typed[field] as T | null) : otherwise
  return {
    evidence: text('evidence', known.evidence),
    risk: choice('risk', known.risk),
    riskText: text('risk-text', known.riskText),
    nextAction: text('next-action', known.nextAction),
    nextActionPerson: choice('next-action-person', known.nextActionPerson),
    nextActionDue: choice('next-action-due', known.nextActionDue),
    note: text('note', known.note),
    nextTest: text('next-test', known.nextTest),
    testResult: text('test-result', known.testResult),
    verdict: choice('verdict', known.verdict),
  }
}

/** The test named last and not judged yet; at first the one the assumption came with. */
function testForm(db: Db, { id, assumption }: KeyResult, week: Week): TestForm | null {
  if (!assumption) return null
  const earlier = (listAnswers(db, [id]).get(id) ?? []).filter((answer) => answer.week < week)
  const tests = earlier.flatMap(({ answer }) => answer.test ?? [])
  const newest = tests.at(-1)
  const lastJudged = tests.findLastIndex(({ outcome }) => outcome !== null)
  const named = tests.findLast(({ next }, index) => next !== null && index >= lastJudged)?.next
  const first = newest === undefined && assumption.result === null ? assumption.test : null
  return { statement: assumption.statement, current: named ?? first, threshold: assumption.threshold }
}
