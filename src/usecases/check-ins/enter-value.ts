import type { LocalDate, Zone } from '../../domain/local-time.ts'
import { type Db, transact } from '../../platform/db.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { enterReading } from '../readings/enter-reading.ts'
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
  return transact(db, (tx): EnteredOutcome => {
    const allowed = mayAnswer(tx, entered)
    if (allowed.kind === 'refused') return allowed
    const { by, value, on, note, inboxKey, draft } = entered
    const reading = { kpi: allowed.keyResult.kpiId, value, on, note, by, ...(inboxKey && { inboxKey }) }
    const outcome = enterReading(tx, reading, now, defaultZone)
    if (outcome.kind === 'refused') return outcome
    if (outcome.kind === 'invalid') return { kind: 'invalid', errors: { ...outcome.errors } }
    if (draft) deleteDraft(tx, by, draft)
    return { kind: 'recorded', remark: outcome.counts ? null : outcome.sentence }
  })
}
