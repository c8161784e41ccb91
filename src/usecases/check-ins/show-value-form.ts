import { longDate } from '../../domain/dates.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { formatValue } from '../../domain/numbers.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Db } from '../../platform/db.ts'
import { getKpi, latestReading } from '../../storage/kpis.ts'
import { getPerson } from '../../storage/people.ts'
import { typedBefore } from './keep-typed.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import type { Refused } from './outcomes.ts'

export interface ValueForm {
  requestId: number
  keyResultId: KeyResultId
  kpiName: string
  unit: string | null
  /** `8 % on 31 December (billing exports)`; null when there is none yet. */
  newest: string | null
  fields: { value: string; on: LocalDate; note: string }
  restoredFrom: Date | null
}

/** The form for a new value of a key result's KPI, dated today. */
export function showValueForm(
  db: Db,
  asked: Asked,
  now: Date,
  defaultZone: Zone,
): { kind: 'form'; form: ValueForm } | Refused {
  const allowed = mayAnswer(db, asked)
  if (allowed.kind === 'refused') return allowed
  const { requestId, keyResultId, by } = asked
  const { id, name, unit } = getKpi(db, allowed.keyResult.kpiId)
  const today = localDateAt(now, zoneOf(getPerson(db, by), defaultZone))
  const newest = latestReading(db, id, today)
  const draft = typedBefore(db, { by, form: 'value', about: keyResultId }, now)
  return {
    kind: 'form',
    form: {
      requestId,
      keyResultId,
      kpiName: name,
      unit,
      newest: newest && `${formatValue(newest.value, unit)} on ${longDate(newest.at)} (${newest.source})`,
      fields: {
        value: draft?.fields['value'] ?? '',
        on: draft?.fields['on'] ?? today,
        note: draft?.fields['note'] ?? '',
      },
      restoredFrom: draft?.savedAt ?? null,
    },
  }
}
