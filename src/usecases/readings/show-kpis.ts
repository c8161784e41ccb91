import { longDate } from '../../domain/dates.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { formatValue } from '../../domain/numbers.ts'
import type { Db } from '../../platform/db.ts'
import { latestReading, listKpis } from '../../storage/kpis.ts'

/** One KPI, as a line of a list. */
export interface ShownKpi {
  kpiId: string
  name: string
  unit: string | null
  /** `8 % on 31 December (billing exports)`; null when there never was one. */
  newest: string | null
}

/** Every KPI with its newest reading, in the order of their ids. */
export function showKpis(db: Db, now: Date, defaultZone: Zone): ShownKpi[] {
  const today = localDateAt(now, defaultZone)
  return listKpis(db).map(({ id, name, unit }) => {
    const newest = latestReading(db, id, today)
    const shown = newest && `${formatValue(newest.value, unit)} on ${longDate(newest.at)} (${newest.source})`
    return { kpiId: id, name, unit, newest: shown }
  })
}
