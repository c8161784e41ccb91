import { longDate } from '../../domain/dates.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Kpi, Reading } from '../../domain/kpis.ts'
import { isLocalDate, type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { formatValue, parseReading } from '../../domain/numbers.ts'
import { type Person, zoneOf } from '../../domain/people.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { findKeyResult } from '../../storage/key-results.ts'
import { findKpi, getKpi, latestReading, recordReading } from '../../storage/kpis.ts'
import { getPerson } from '../../storage/people.ts'
import { refreshMessage } from '../owe-message.ts'
import { readingsChanged, unknownKpi } from './record-readings.ts'

export interface EnteredReading {
  /** A KPI's id, or a key result's, which means its KPI. */
  kpi: string
  /** As it was typed: `6,2 %`. */
  value: string
  /** Null: today, where the person is. */
  on: string | null
  note: string | null
  by: PersonId
  inboxKey?: string
  /** The message that asked for it, to be ticked off. */
  askedBy?: string
}

export type EnteredReadingOutcome =
  /** `counts`: it is the value that stands now; false for an older day, and for one we had. */
  | { kind: 'recorded'; sentence: string; counts: boolean }
  | { kind: 'invalid'; errors: Partial<Record<'kpi' | 'value' | 'on', string>> }
  | { kind: 'refused'; why: string }

/** Records what a person typed about a KPI, with their name as its source. */
export function enterReading(db: Db, entered: EnteredReading, now: Date, defaultZone: Zone): EnteredReadingOutcome {
  return transact(db, (tx): EnteredReadingOutcome => {
    const person = getPerson(tx, entered.by)
    const why = whyNot(person)
    if (why) return { kind: 'refused', why }
    const kpi = findKpiSaid(tx, entered.kpi)
    if (!kpi) return { kind: 'invalid', errors: { kpi: sentence(unknownKpi(tx, entered.kpi)) } }
    const today = localDateAt(now, zoneOf(person, defaultZone))
    const at = entered.on ?? today
    const typed = parseReading(entered.value, kpi.unit)
    const wrongDay = dayProblem(at, today)
    if ('problem' in typed || wrongDay) {
      return {
        kind: 'invalid',
        errors: { ...('problem' in typed && { value: typed.problem }), ...(wrongDay && { on: wrongDay }) },
      }
    }
    const before = latestReading(tx, kpi.id, today)
    const reading = {
      kpiId: kpi.id,
      at,
      value: typed.value,
      source: person.name,
      note: entered.note,
      recordedBy: person.id,
    }
    const stored = recordReading(tx, reading, now)
    if (entered.inboxKey) finishReceived(tx, entered.inboxKey, now)
    if (entered.askedBy) refreshMessage(tx, entered.askedBy, now)
    if (stored === 'stored') readingsChanged(tx, kpi.id, now)
    const newest = latestReading(tx, kpi.id, today)
    const counts = stored === 'stored' && newest?.at === at
    return { kind: 'recorded', sentence: inWords(kpi, reading, stored, before, newest), counts }
  })
}

type Known = Pick<Reading, 'at' | 'value'>

function inWords(
  { name, unit }: Kpi,
  { at, value }: Known,
  stored: 'stored' | 'duplicate',
  before: Known | null,
  newest: Known | null,
): string {
  const written = `${name} ${formatValue(value, unit)} on ${longDate(at)}`
  if (stored === 'duplicate') return `${written} was recorded already, so nothing has changed.`
  if (newest && newest.at > at) {
    return `Recorded: ${written}. The newest is still ${formatValue(newest.value, unit)} of ${longDate(newest.at)}.`
  }
  const was = before ? ` Before: ${formatValue(before.value, unit)} on ${longDate(before.at)}.` : ''
  return `Recorded: ${written}.${was}`
}

/** The KPI that an id means: its own, or that of a key result. Any case. */
export function findKpiSaid(db: Db, said: string) {
  const keyResult = findKeyResult(db, said.trim().toUpperCase())
  if (keyResult) return getKpi(db, keyResult.kpiId)
  return findKpi(db, said.trim()) ?? findKpi(db, said.trim().toLowerCase())
}

function whyNot({ isGuest, isExternal, deactivatedAt }: Person): string | null {
  if (deactivatedAt) return 'Your account is deactivated, so nothing was recorded.'
  return isGuest || isExternal
    ? 'Readings are recorded by members of this workspace, not by guests. Nothing was recorded.'
    : null
}

function dayProblem(on: LocalDate | string, today: LocalDate): string | null {
  if (!isLocalDate(on)) return `“${on.slice(0, 20)}” is no date. Write it like 2026-01-28.`
  return on > today ? 'That day is still to come. Choose today or an earlier day.' : null
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}
