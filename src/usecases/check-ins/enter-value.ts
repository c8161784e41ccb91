import { longDate } from '../../domain/dates.ts'
import type { Kpi } from '../../domain/kpis.ts'
import { isLocalDate, type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { formatValue, parseReading } from '../../domain/numbers.ts'
import { zoneOf } from '../../domain/people.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { getKpi, latestReading, recordReading } from '../../storage/kpis.ts'
import { getPerson } from '../../storage/people.ts'
import { readingsChanged } from '../readings/record-readings.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import type { Invalid, Refused } from './outcomes.ts'

export interface EnteredValue extends Asked {
  /** As it was typed: `6,2 %`, `$2.5M`. */
  value: string
  on: LocalDate | null
  note: string | null
  inboxKey?: string
  draft?: string
}

/** `remark`: what a person would not see in the message, because an older value or one we had was entered. */
export type EnteredOutcome = { kind: 'recorded'; remark: string | null } | Invalid | Refused

/** Records a reading of a key result's KPI, as its owner enters it beside the check-in; the source is their name. */
export function enterValue(db: Db, entered: EnteredValue, now: Date, defaultZone: Zone): EnteredOutcome {
  return transact(db, (tx) => {
    const allowed = mayAnswer(tx, entered)
    if (allowed.kind === 'refused') return allowed
    const { by, inboxKey, draft, note } = entered
    const person = getPerson(tx, by)
    const kpi = getKpi(tx, allowed.keyResult.kpiId)
    const today = localDateAt(now, zoneOf(person, defaultZone))
    const typed = parseReading(entered.value, kpi.unit)
    const wrongDay = problemWithDay(entered.on, today)
    if ('problem' in typed || wrongDay) {
      const errors = { ...('problem' in typed && { value: typed.problem }), ...(wrongDay && { on: wrongDay }) }
      return { kind: 'invalid', errors } as const
    }
    const reading = { kpiId: kpi.id, at: entered.on as LocalDate, value: typed.value }
    const stored = recordReading(tx, { ...reading, source: person.name, note, recordedBy: by }, now)
    if (inboxKey) finishReceived(tx, inboxKey, now)
    if (draft) deleteDraft(tx, by, draft)
    readingsChanged(tx, kpi.id, now)
    return { kind: 'recorded', remark: remarkOn(tx, kpi, reading, stored, today) } as const
  })
}

function problemWithDay(on: LocalDate | null, today: LocalDate): string | null {
  if (on === null || !isLocalDate(on)) return 'On which day was it so?'
  return on > today ? 'That day is still to come. Choose today or an earlier day.' : null
}

function remarkOn(
  tx: Db,
  { id, name, unit }: Kpi,
  { at, value }: { at: LocalDate; value: number },
  stored: 'stored' | 'duplicate',
  today: LocalDate,
): string | null {
  const written = `${name} ${formatValue(value, unit)} on ${longDate(at)}`
  if (stored === 'duplicate') return `${written} was recorded already, so nothing has changed.`
  const newest = latestReading(tx, id, today)
  if (!newest || newest.at <= at) return null
  return `Recorded: ${written}. The newest is still ${formatValue(newest.value, unit)} of ${longDate(newest.at)}.`
}
