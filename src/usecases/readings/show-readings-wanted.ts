import { longDate } from '../../domain/dates.ts'
import type { KpiId, PersonId } from '../../domain/ids.ts'
import { formatEvery } from '../../domain/kpis.ts'
import type { LocalDate } from '../../domain/local-time.ts'
import { formatValue } from '../../domain/numbers.ts'
import { overdueFrom } from '../../domain/overdue.ts'
import type { Db } from '../../platform/db.ts'
import { findDeliveryByMessage } from '../../storage/deliveries.ts'
import { getKpi, readingsOf } from '../../storage/kpis.ts'
import { getPerson } from '../../storage/people.ts'

/** What an owner is asked for, each as it stands now. */
export interface ReadingsWanted {
  firstName: string
  kpis: WantedKpi[]
}

export interface WantedKpi {
  kpiId: KpiId
  name: string
  /** `1 month`. */
  every: string
  /** `8 % on 31 December`; null when there never was one. */
  newest: string | null
  /** True once a reading has come since. */
  isThere: boolean
}

export function showReadingsWanted(
  db: Db,
  { personId, kpis }: { personId: PersonId; kpis: readonly { kpiId: KpiId; due: LocalDate }[] },
): ReadingsWanted {
  return {
    firstName: getPerson(db, personId).name.split(' ')[0] as string,
    kpis: kpis.map(({ kpiId, due }) => {
      const kpi = getKpi(db, kpiId)
      const newest = readingsOf(db, kpiId, null).at(-1)
      const isThere = newest !== undefined && kpi.every !== null && overdueFrom(newest.at, kpi.every) > due
      return {
        kpiId,
        name: kpi.name,
        every: kpi.every ? formatEvery(kpi.every).replace(/^1 /, '') : '',
        newest: newest ? `${formatValue(newest.value, kpi.unit)} on ${longDate(newest.at)}` : null,
        isThere,
      }
    }),
  }
}

/** The occasion of the message that stands there, so that it can be ticked off; null when it asked for nothing. */
export function askedByMessage(db: Db, { channelId, ts }: { channelId: string; ts: string }): string | null {
  const delivery = findDeliveryByMessage(db, channelId, ts)
  return delivery?.notice.kind === 'readings-wanted' ? delivery.key : null
}
