import type { Confidence } from '../../domain/check-ins.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { answersAsOf } from '../../storage/report-facts.ts'
import type { ReportWindow } from './report-window.ts'

/** Somebody is surer, or less sure, than the last report said. */
export interface ConfidenceChange {
  keyResultId: KeyResultId
  title: string
  /** Null: nobody had answered. */
  from: Confidence | null
  /** Null: the answer was taken back. */
  to: Confidence | null
  by: string | null
  why: string | null
}

/** How sure the owners are at the end of the window, and where that differs from what the last report said. */
export function reportConfidence(
  db: Db,
  keyResults: readonly KeyResult[],
  { until, before }: ReportWindow,
): { standing: Record<KeyResultId, Confidence>; changes: ConfidenceChange[] } {
  const answers = answersAsOf(
    db,
    keyResults.map(({ id }) => id),
    until,
  )
  const standing = Object.fromEntries([...answers].map(([id, { confidence }]) => [id, confidence]))
  const changes = keyResults.flatMap(({ id, title }): ConfidenceChange[] => {
    const from = before.confidences[id] ?? null
    const said = answers.get(id)
    const to = said?.confidence ?? null
    if (from === to) return []
    return [{ keyResultId: id, title, from, to, by: said ? getPerson(db, said.by).name : null, why: said?.why ?? null }]
  })
  return { standing, changes }
}
