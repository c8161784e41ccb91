import { answerProblems } from '../../domain/check-in-rules.ts'
import { type Answer, type CheckInVersion, type Evidence, readEvidence, type Verdict } from '../../domain/check-ins.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Week } from '../../domain/weeks.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { addCheckInVersion, findCheckIn, lastAnswerBefore, standingAnswer } from '../../storage/check-ins.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { getPerson } from '../../storage/people.ts'
import { withdrawSkip } from '../../storage/skips.ts'
import { answerChanged } from './answer-changed.ts'
import { evidenceFor } from './evidence.ts'
import { followUpAnswer } from './follow-up.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import { type Invalid, type Overtaken, type Refused, refused } from './outcomes.ts'

/** An answer as it is typed: evidence one line each, and a test's result perhaps without its verdict. */
export interface TypedAnswer extends Omit<Answer, 'evidence' | 'test'> {
  /** Null: what the app had filled in stands. */
  evidence: string | null
  test: { next: string | null; result: string | null; verdict: Verdict | null }
}

export interface Submission extends Asked {
  via: CheckInVersion['via']
  answer: TypedAnswer
  /** When it was said, which is earlier than now for what is driven again after a restart. */
  saidAt?: Date
  /** The delivery from Slack that is done with this. */
  inboxKey?: string
  /** The draft that is done with this. */
  draft?: string
}

export type SubmitOutcome = { kind: 'saved'; version: number } | Invalid | Refused | Overtaken

/**
 * Saves what an owner says about one key result for the week of the request; a later answer is a new version. A click
 * never writes a reading. What it leaves open is opened, and every message it stands in is rendered again.
 */
export function submitCheckIn(db: Db, submission: Submission, now: Date, defaultZone: Zone): SubmitOutcome {
  return transact(db, (tx) => {
    const allowed = mayAnswer(tx, submission)
    if (allowed.kind === 'refused') return allowed
    const { keyResultId, by, via, saidAt = now } = submission
    const { keyResult, request } = allowed
    const { week } = request
    const checkIn = findCheckIn(tx, keyResultId, week)
    const newest = checkIn?.versions.at(-1)
    if (isOvertaken(newest, saidAt)) {
      // Their own newer answer stands for what they said before; somebody else's does not.
      return newest?.by === by ? overtaken(keyResultId) : refused(overtaken(keyResultId).why)
    }

    // A due date that was right when it was said is not wrong because it is driven again after midnight.
    const today = localDateAt(saidAt, zoneOf(getPerson(tx, by), defaultZone))
    const standing = standingAnswer(checkIn)
    const answer = toAnswer(tx, submission, { keyResult, week, today, standing: standing?.answer ?? null })
    const before = standing ?? lastAnswerBefore(tx, keyResultId, week)
    const errors = problemsOf(submission.answer, answer, today, before?.answer ?? null)
    if (errors) return { kind: 'invalid', errors }

    if (submission.inboxKey) finishReceived(tx, submission.inboxKey, now)
    if (submission.draft) deleteDraft(tx, by, submission.draft)
    // The same click delivered late, or pressed twice, says nothing new.
    if (standing && standing.by === by && isSame(standing.answer, answer)) {
      return { kind: 'saved', version: standing.version }
    }
    const version = addCheckInVersion(tx, { keyResultId, week, answer, by, at: saidAt, via })
    withdrawSkip(tx, keyResultId, week, now)
    followUpAnswer(tx, { keyResult, week, by }, now, defaultZone)
    answerChanged(tx, keyResultId, now, week)
    return { kind: 'saved', version }
  })
}

/** Something was said after that click: then the click, driven again late, must not take its place. */
export function isOvertaken(newest: Pick<CheckInVersion, 'at'> | undefined, saidAt: Date): boolean {
  return newest !== undefined && newest.at > saidAt
}

export function overtaken(keyResultId: string): Overtaken {
  const why = `Something newer was said about ${keyResultId} in the meantime, and that stands.`
  return { kind: 'overtaken', why }
}

interface Context {
  keyResult: KeyResult
  week: Week
  today: string
  standing: Answer | null
}

function toAnswer(tx: Db, { answer, by }: Submission, { keyResult, week, today, standing }: Context): Answer {
  const filledIn = evidenceFor(tx, keyResult, week, today)
  return {
    ...answer,
    evidence:
      answer.evidence === null
        ? filledIn
        : readTyped(tx, answer.evidence, by, [...filledIn, ...(standing?.evidence ?? [])]),
    test: testOf(answer, keyResult),
  }
}

function readTyped(tx: Db, text: string, by: PersonId, known: readonly Evidence[]): Evidence[] {
  return readEvidence(text, getPerson(tx, by).name, known)
}

function testOf({ test: { next, result, verdict } }: TypedAnswer, { assumption }: KeyResult): Answer['test'] {
  const outcome = result !== null && verdict !== null ? { result, verdict } : null
  return assumption && (next !== null || outcome !== null) ? { next, outcome } : null
}

function problemsOf(
  { test }: TypedAnswer,
  answer: Answer,
  today: string,
  before: Answer | null,
): Record<string, string> | null {
  const errors = {
    ...answerProblems(answer, today, before?.nextAction ?? null),
    ...(test.result !== null && test.verdict === null && { verdict: 'Passed or failed?' }),
    ...(test.result === null && test.verdict !== null && { 'test-result': 'What came out? One sentence is enough.' }),
  }
  return Object.keys(errors).length > 0 ? errors : null
}

function isSame(a: Answer, b: Answer): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))
}

function inOrder({ confidence, evidence, note, risk, nextAction, test }: Answer) {
  return [
    confidence,
    evidence.map(({ text, source }) => [text, source]),
    note,
    [risk?.kind, risk?.text],
    [nextAction?.text, nextAction?.person, nextAction?.due],
    [test?.next, test?.outcome?.result, test?.outcome?.verdict],
  ]
}
