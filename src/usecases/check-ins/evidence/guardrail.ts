import type { Evidence } from '../../../domain/check-ins.ts'
import { longDate } from '../../../domain/dates.ts'
import { isWithin } from '../../../domain/kpis.ts'
import { formatValue } from '../../../domain/numbers.ts'
import type { Db } from '../../../platform/db.ts'
import { getKpi, latestReading } from '../../../storage/kpis.ts'
import type { About } from './provider.ts'

/** That the guardrail of a key result is broken: a target reached at its cost is no success. */
export function guardrailTripped(db: Db, { keyResult, today }: About): Evidence[] {
  if (keyResult.guardrailKpiId === null) return []
  const { id, name, unit, limit } = getKpi(db, keyResult.guardrailKpiId)
  const newest = latestReading(db, id, today)
  if (limit === null || newest === null || isWithin(limit, newest.value)) return []
  const [value, most] = [formatValue(newest.value, unit), formatValue(limit.value, unit)]
  const text = `Guardrail broken: ${name} ${value} on ${longDate(newest.at)}, must be ${limit.operator} ${most}`
  return [{ text, source: newest.source }]
}
