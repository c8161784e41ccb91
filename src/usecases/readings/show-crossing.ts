import { longDate } from '../../domain/dates.ts'
import { limitInWords } from '../../domain/kpis.ts'
import { formatValue } from '../../domain/numbers.ts'
import type { Db } from '../../platform/db.ts'
import { type Crossing, getCrossing } from '../../storage/crossings.ts'
import { getKeyResult, listKeyResultsOfKpi } from '../../storage/key-results.ts'
import { getKpi, getReading } from '../../storage/kpis.ts'

/** A target reached, or a limit left or kept again. */
export interface ShownCrossing {
  kind: Crossing['kind']
  name: string
  /** `4.9 %`, and since when. */
  value: string
  on: string
  source: string
  /** `5 %`, or `at most 400`. */
  line: string
  keyResultIds: string[]
}

export function showCrossing(db: Db, crossingId: number): ShownCrossing {
  const crossing = getCrossing(db, crossingId)
  if (!crossing) throw new Error(`no crossing ${crossingId}`)
  const kpi = getKpi(db, crossing.kpiId)
  const reading = getReading(db, crossing.readingId)
  const keyResultIds = listKeyResultsOfKpi(db, kpi.id)
  const target = kpi.target ?? (keyResultIds[0] ? getKeyResult(db, keyResultIds[0]).target : null)
  const line =
    crossing.kind === 'target-reached' ? formatValue(target ?? 0, kpi.unit) : kpi.limit ? limitInWords(kpi.limit) : ''
  return {
    kind: crossing.kind,
    name: kpi.name,
    value: formatValue(reading.value, kpi.unit),
    on: longDate(reading.at),
    source: reading.source,
    line,
    keyResultIds,
  }
}
