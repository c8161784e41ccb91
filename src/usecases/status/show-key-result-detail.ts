import type { Answer } from '../../domain/check-ins.ts'
import { type Forecast, forecastOf } from '../../domain/forecast.ts'
import { isHit, thresholdOf } from '../../domain/hit.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import { isWithin, type Kpi, type Reading } from '../../domain/kpis.ts'
import type { LocalDate, Zone } from '../../domain/local-time.ts'
import {
  type Cycle,
  type Dependency,
  dueOf,
  type Initiative,
  type KeyResult,
  type Link,
  type Objective,
} from '../../domain/objectives.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { listAnswers, type StandingAnswer } from '../../storage/check-ins.ts'
import { getCycle } from '../../storage/cycles.ts'
import { listInitiativesOf } from '../../storage/initiatives.ts'
import { cycleIdOf, dependenciesOf, getKeyResult, linksOf } from '../../storage/key-results.ts'
import { getKpi, latestReading, readingsOf } from '../../storage/kpis.ts'
import { getObjective } from '../../storage/objectives.ts'
import { listOpenItems } from '../../storage/open-items.ts'
import { getPerson } from '../../storage/people.ts'
import { getTeam } from '../../storage/teams.ts'
import { type DecisionEntry, decisionsOf } from '../approvals/afterwards/decisions-log.ts'
import { type OwedItem, owedItem } from '../home/show-owed.ts'
import { type KeyResultStatus, showStatus } from '../show-status.ts'
import type { Reader } from './reader.ts'
import { type SaidInWeek, saidInWeeks } from './said-in-weeks.ts'

/** Everything there is to know about one key result. */
export interface KeyResultDetail {
  status: KeyResultStatus
  keyResult: KeyResult
  objective: Objective
  team: string
  cycle: Cycle
  /** The share of the cycle that is over, 0..1. */
  elapsed: number
  due: LocalDate
  /** What the owner said week by week, oldest first, of the weeks in which it was checked in. Null: nobody answered. */
  weeks: readonly SaidInWeek[]
  last: LastAnswer | null
  /** Readings of the last months, oldest first. */
  trend: readonly number[]
  forecast: Forecast | null
  /** Whether the forecast is a hit; null when that cannot be told. */
  forecastHits: boolean | null
  threshold: number | null
  /** `isTripped`: its newest reading is outside its limit. */
  guardrail: { kpi: Kpi; reading: Pick<Reading, 'at' | 'value'> | null; isTripped: boolean } | null
  open: readonly OwedItem[]
  dependencies: readonly (Pick<Dependency, 'on' | 'due'> & { owner: string | null; isLate: boolean })[]
  links: readonly Link[]
  initiatives: readonly Initiative[]
  /** The last ones, newest first. */
  decisions: readonly DecisionEntry[]
}

export interface LastAnswer {
  week: Week
  by: string
  at: Date
  answer: Answer
  nextActionPerson: string | null
}

const trendLength = 12
const mostDecisions = 3

/** Throws when there is no such key result: a bug. */
export function showKeyResultDetail(db: Db, id: KeyResultId, reader: Reader, defaultZone: Zone): KeyResultDetail {
  const { now, today, zone } = reader
  const { elapsed, objectives } = showStatus(db, { kind: 'key-result', id }, now, defaultZone)
  const status = objectives[0]?.keyResults[0]
  if (!status) throw new Error(`no key result ${id}`)
  const keyResult = getKeyResult(db, id)
  const objective = getObjective(db, keyResult.objectiveId)
  const cycle = getCycle(db, cycleIdOf(db, id))
  const goal = { ...keyResult, baseline: status.baseline, target: status.target }
  const readings = readingsOf(db, keyResult.kpiId, null).filter(({ at }) => at <= today)
  const forecast = forecastOf(readings, status.baseline, cycle, dueOf(keyResult, cycle))
  const last = listAnswers(db, [id]).get(id)?.at(-1)
  return {
    status,
    keyResult,
    objective,
    team: getTeam(db, objective.teamId).name,
    cycle,
    elapsed,
    due: dueOf(keyResult, cycle),
    weeks: saidInWeeks(db, objective.teamId, [id], reader, defaultZone, keyResult.ownerId ?? reader.id).get(id) ?? [],
    last: last ? lastAnswer(db, last) : null,
    trend: readings.slice(-trendLength).map(({ value }) => value),
    forecast,
    forecastHits: forecast && isHit(forecast.value, goal),
    threshold: thresholdOf(goal),
    guardrail: guardrailOf(db, keyResult, today),
    open: listOpenItems(db, [id]).map((item) => owedItem(db, item, reader.id, now, zone)),
    dependencies: dependenciesOf(db, id)
      .filter(({ closedAt }) => closedAt === null)
      .map(({ on, due, ownerId }) => ({
        on,
        due,
        owner: ownerId === null ? null : getPerson(db, ownerId).name,
        isLate: due !== null && due < today,
      })),
    links: linksOf(db, id),
    initiatives: listInitiativesOf(db, id),
    decisions: decisionsOf(db, id, mostDecisions),
  }
}

function lastAnswer(db: Db, { week, by, at, answer }: StandingAnswer): LastAnswer {
  const doer = answer.nextAction?.person ?? null
  const nextActionPerson = doer === null ? null : getPerson(db, doer).name
  return { week, by: getPerson(db, by).name, at, answer, nextActionPerson }
}

function guardrailOf(db: Db, { guardrailKpiId }: KeyResult, today: LocalDate): KeyResultDetail['guardrail'] {
  if (guardrailKpiId === null) return null
  const kpi = getKpi(db, guardrailKpiId)
  const newest = latestReading(db, kpi.id, today)
  const isTripped = newest !== null && kpi.limit !== null && !isWithin(kpi.limit, newest.value)
  return { kpi, reading: newest, isTripped }
}
