import type { PersonId } from '../../domain/ids.ts'
import { isLocalDate, localDateAt } from '../../domain/local-time.ts'
import { nearest } from '../../domain/nearest.ts'
import { type Db, transact } from '../../platform/db.ts'
import { listKeyResultsOfKpi } from '../../storage/key-results.ts'
import { findKpi, listKpis, recordReading } from '../../storage/kpis.ts'
import { answerChanged } from '../check-ins/answer-changed.ts'
import { tellCrossings } from './tell-crossings.ts'

/** A reading as somebody outside says it. */
export interface SaidReading {
  kpi: string
  /** A local date, `2026-01-28`. */
  at: string
  value: number
  source: string
  note: string | null
}

export interface ReadingProblem {
  /** Which of them, counted from 0, and what of it. */
  index: number
  field: keyof SaidReading
  message: string
}

export type RecordedReadings =
  | { kind: 'recorded'; stored: number; duplicates: number }
  /** Nothing was written. */
  | { kind: 'invalid'; problems: ReadingProblem[] }

/**
 * Records readings from a script, a file or a person, all of them or none. The same KPI, date and value is the same
 * reading and kept once; another value for a date is kept beside it, and the last recorded counts.
 */
export function recordReadings(
  db: Db,
  said: readonly SaidReading[],
  { by }: { by: PersonId | null },
  now: Date,
): RecordedReadings {
  return transact(db, (tx): RecordedReadings => {
    const problems = said.flatMap((reading, index) =>
      problemsOf(tx, reading, now).map((problem) => ({ index, ...problem })),
    )
    if (problems.length > 0) return { kind: 'invalid', problems }
    const changed = new Set<string>()
    let stored = 0
    for (const { kpi: kpiId, at, value, source, note } of said) {
      if (recordReading(tx, { kpiId, at, value, source, note, recordedBy: by }, now) === 'duplicate') continue
      stored++
      changed.add(kpiId)
    }
    for (const kpiId of changed) readingsChanged(tx, kpiId, now)
    return { kind: 'recorded', stored, duplicates: said.length - stored }
  })
}

/** What follows from a new reading: messages that show it are current again, and a crossing is told. */
export function readingsChanged(tx: Db, kpiId: string, now: Date): void {
  for (const id of listKeyResultsOfKpi(tx, kpiId)) answerChanged(tx, id, now)
  tellCrossings(tx, kpiId, now)
}

function problemsOf(tx: Db, { kpi, at, value, source, note }: SaidReading, now: Date): Omit<ReadingProblem, 'index'>[] {
  const problems: Omit<ReadingProblem, 'index'>[] = []
  if (!findKpi(tx, kpi)) problems.push({ field: 'kpi', message: unknownKpi(tx, kpi) })
  if (!isLocalDate(at)) problems.push({ field: 'at', message: 'must be a date like 2026-01-28' })
  // Somewhere it is tomorrow already.
  else if (at > localDateAt(now, 'Pacific/Kiritimati'))
    problems.push({ field: 'at', message: `${at} is still to come` })
  if (!Number.isFinite(value) || Math.abs(value) > 1e15) problems.push({ field: 'value', message: 'must be a number' })
  if (source.trim() === '' || source.length > 200)
    problems.push({ field: 'source', message: 'must be 1 to 200 characters' })
  if (note !== null && note.length > 500) problems.push({ field: 'note', message: 'must be at most 500 characters' })
  return problems
}

/** Names the KPI that was probably meant. */
export function unknownKpi(db: Db, said: string): string {
  const shown = said.slice(0, 40)
  const meant = nearest(
    said,
    listKpis(db).map(({ id }) => id),
  )
  return meant ? `there is no KPI ${shown}; the nearest is ${meant}` : `there is no KPI ${shown}`
}
