import type { CheckInCalendar, OwnerCalendar } from '../../domain/cadence/calendar.ts'
import type { KpiId, PersonId } from '../../domain/ids.ts'
import { instantAt, type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { overdueFrom } from '../../domain/overdue.ts'
import { defaultWorkingDays } from '../../domain/teams.ts'
import { ownerWorksOn, teamWorksOn, workingDayAfter } from '../../domain/working-days.ts'
import { hasSlot, takeSlot } from '../../durable/slots.ts'
import { type Db, transact } from '../../platform/db.ts'
import { listOpenCycles } from '../../storage/cycles.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { latestReading, listKpis } from '../../storage/kpis.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { oweMessage, priorities } from '../owe-message.ts'

/** A KPI whose next reading is overdue from a date on, and who is asked for it, when. */
interface Wanted {
  kpiId: KpiId
  due: LocalDate
  personId: PersonId
  on: LocalDate
  at: Date
}

const askTime = '09:00'

/**
 * Asks a KPI's owner (else its key result's) for an overdue reading: once for each, at nine in their zone on their first
 * working day from which it is overdue; several of one morning in one message. Returns how many were asked for.
 */
export function askForReadings(db: Db, now: Date, defaultZone: Zone): number {
  return transact(db, (tx) => {
    const due = wantedReadings(tx, loadCheckInCalendar(tx, defaultZone), now).filter(({ at }) => at <= now)
    for (const { kpiId, due: date } of due) takeSlot(tx, slotOf(kpiId), date, now)
    for (const [personId, wanted] of Map.groupBy(due, (one) => one.personId)) {
      const kpis = wanted.map(({ kpiId, due: date }) => ({ kpiId, due: date }))
      const key = readingsWantedKey(personId, wanted[0]?.on as LocalDate)
      oweMessage(
        tx,
        {
          key,
          notice: { kind: 'readings-wanted', personId, kpis },
          to: { person: personId },
          priority: priorities.fanOut,
        },
        now,
      )
    }
    return due.length
  })
}

/** When somebody is to be asked for a reading next; null when nothing is expected of anybody. */
export function nextReadingAskOf(db: Db, calendar: CheckInCalendar, now: Date): Date | null {
  const instants = wantedReadings(db, calendar, now).map(({ at }) => at.getTime())
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}

export function readingsWantedKey(personId: PersonId, on: LocalDate): string {
  return `readings-wanted:${personId}:${on}`
}

function slotOf(kpiId: KpiId): string {
  return `ask-for-reading:${kpiId}`
}

function wantedReadings(db: Db, calendar: CheckInCalendar, now: Date): Wanted[] {
  const today = localDateAt(now, 'UTC')
  const cycles = listOpenCycles(db).filter(({ starts, ends }) => starts <= today && today <= ends)
  const keyResults = cycles.flatMap(({ id, starts }) =>
    listKeyResults(db, id).map((keyResult) => ({ ...keyResult, starts })),
  )
  return listKpis(db).flatMap((kpi) => {
    const used = keyResults.find(({ kpiId, guardrailKpiId }) => kpiId === kpi.id || guardrailKpiId === kpi.id)
    const owner = calendar.people.get(kpi.ownerId ?? used?.ownerId ?? 0)
    if (!used || !kpi.every || !owner || owner.hasLeft) return []
    const newest = latestReading(db, kpi.id, localDateAt(now, owner.zone))
    // A KPI nobody has measured yet is expected from the cycle's beginning on.
    const due = overdueFrom(newest && newest.at > used.starts ? newest.at : (newest?.at ?? used.starts), kpi.every)
    if (hasSlot(db, slotOf(kpi.id), due)) return []
    const on = firstWorkingDay(due < used.starts ? used.starts : due, owner, calendar, now)
    return on === null
      ? []
      : [{ kpiId: kpi.id, due, personId: owner.personId, on, at: instantAt(on, askTime, owner.zone) }]
  })
}

/** The first working day of the owner not before the date and not wholly past: nobody is asked at midnight or on holiday. */
function firstWorkingDay(
  date: LocalDate,
  owner: OwnerCalendar,
  { holidays }: CheckInCalendar,
  now: Date,
): LocalDate | null {
  const works = ownerWorksOn(teamWorksOn(defaultWorkingDays, holidays), owner)
  const today = localDateAt(now, owner.zone)
  // Overdue for days already, as right after an import: today, if it is still working time, else tomorrow.
  const isLate = date < today
  const from = isLate ? today : date
  if (works(from) && (!isLate || now < instantAt(from, '17:00', owner.zone))) return from
  return workingDayAfter(from, 1, works)
}
