import { shortDate } from '../../domain/dates.ts'
import { addDays, type LocalDate, localDateAt, localTimeAt, type Zone } from '../../domain/local-time.ts'

/** An instant on a wall, as somebody says it on `today`: `today 09:30`, `yesterday 16:45`, `Fri 9 Jan 17:00`. */
export function whenIn(at: Date, zone: Zone, today: LocalDate): string {
  const date = localDateAt(at, zone)
  const day = date === today ? 'today' : date === addDays(today, -1) ? 'yesterday' : shortDate(date)
  return `${day} ${localTimeAt(at, zone)}`
}
