import { isAtRisk } from '../../domain/at-risk.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import { type RollUp, rollUp } from '../../domain/roll-up.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { listMissing, type Missing } from '../check-ins/list-missing.ts'
import { type KeyResultStatus, type ObjectiveStatus, type Status, showStatus } from '../show-status.ts'
import { type CycleOverview, overviewOf } from './cycle-overview.ts'
import { readStatusQuestion, type StatusQuestion } from './read-question.ts'
import { type Reader, readerOf } from './reader.ts'
import { type KeyResultDetail, showKeyResultDetail } from './show-key-result-detail.ts'
import { type ObjectiveDetail, showObjectiveDetail } from './show-objective-detail.ts'
import { statusAround, statusOfTeams } from './status-of-teams.ts'
import { worstOf } from './worst.ts'

/** What is answered to `/okr status …`, for one reader at one instant. */
export type StatusAnswer = { reader: Reader } & (
  | { kind: 'list'; list: StatusList }
  | { kind: 'objective'; detail: ObjectiveDetail }
  | { kind: 'key-result'; detail: KeyResultDetail }
  | { kind: 'cycle'; overview: CycleOverview }
  | { kind: 'missing'; missing: Missing }
  | { kind: 'sentence'; sentence: string }
)

/** Key results with a heading that counts them and names the worst. */
export interface StatusList {
  of:
    | { kind: 'everything' | 'at-risk' }
    | { kind: 'person'; name: string; isReader: boolean }
    | { kind: 'teams'; names: readonly string[] }
  cycle: { name: string; elapsed: number }
  /** Of everything that was looked at: of a list of what is at risk, also of what is not. */
  rollUp: RollUp
  worst: KeyResultStatus | null
  objectives: readonly ObjectiveStatus[]
}

/** Answers what somebody typed after `status`. Throws nothing: what is unknown is answered with a sentence. */
export function showStatusAnswer(
  db: Db,
  { typed, by }: { typed: string; by: PersonId },
  now: Date,
  defaultZone: Zone,
): StatusAnswer {
  const question = readStatusQuestion(db, { typed, by }, now, defaultZone)
  const reader = readerOf(db, by, now, defaultZone)
  return { reader, ...answer(db, question, reader, defaultZone) }
}

type Answer = StatusAnswer extends infer One ? (One extends { reader: Reader } ? Omit<One, 'reader'> : never) : never

function answer(db: Db, question: StatusQuestion, reader: Reader, defaultZone: Zone): Answer {
  const { now } = reader
  switch (question.kind) {
    case 'unknown':
      return { kind: 'sentence', sentence: question.sentence }
    case 'missing':
      return { kind: 'missing', missing: listMissing(db, reader.id, now, defaultZone) }
    case 'objective':
      return { kind: 'objective', detail: showObjectiveDetail(db, question.id, reader, defaultZone) }
    case 'key-result':
      return { kind: 'key-result', detail: showKeyResultDetail(db, question.id, reader, defaultZone) }
    case 'cycle': {
      const overview = overviewOf(db, showStatus(db, { kind: 'all' }, now, defaultZone), reader.today)
      return overview === null ? noOkrs() : { kind: 'cycle', overview }
    }
    default:
      return list(db, question, lookedAt(db, question, now, defaultZone), reader)
  }
}

function lookedAt(db: Db, question: ListQuestion, now: Date, defaultZone: Zone): Status {
  if (question.kind === 'person') return statusAround(db, question.id, now, defaultZone)
  if (question.kind === 'teams') return statusOfTeams(db, question.ids, now, defaultZone)
  return showStatus(db, { kind: 'all' }, now, defaultZone)
}

type ListQuestion = Extract<StatusQuestion, { kind: 'everything' | 'at-risk' | 'person' | 'teams' }>

function list(db: Db, question: ListQuestion, { cycle, elapsed, objectives: all }: Status, reader: Reader): Answer {
  if (cycle === null) return noOkrs()
  const looked = question.kind === 'person' ? withOnly(all, ({ owner }) => owner?.id === question.id) : all
  const keyResults = looked.flatMap((one) => one.keyResults)
  const objectives = question.kind === 'at-risk' ? withOnly(looked, isAtRisk) : looked
  const list = {
    of: aboutOf(db, question, reader),
    cycle: { name: cycle.name, elapsed },
    rollUp: rollUp(keyResults),
    worst: worstOf(keyResults),
    objectives,
  }
  return { kind: 'list', list }
}

function noOkrs(): Answer {
  return {
    kind: 'sentence',
    sentence: 'There are no OKRs here yet. An admin loads some with `okr import`; then I show how they stand.',
  }
}

/** The objectives that have such key results, with those alone. */
function withOnly(
  objectives: readonly ObjectiveStatus[],
  isWanted: (one: KeyResultStatus) => boolean,
): ObjectiveStatus[] {
  return objectives
    .map((one) => ({ ...one, keyResults: one.keyResults.filter(isWanted) }))
    .filter(({ keyResults }) => keyResults.length > 0)
}

function aboutOf(db: Db, question: ListQuestion, reader: Reader): StatusList['of'] {
  if (question.kind === 'teams') return { kind: 'teams', names: question.names }
  if (question.kind !== 'person') return { kind: question.kind }
  return { kind: 'person', name: getPerson(db, question.id).name, isReader: question.id === reader.id }
}
