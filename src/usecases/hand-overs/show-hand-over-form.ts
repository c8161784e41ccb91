import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { findOpenHandOver } from '../../storage/hand-overs.ts'
import { getPerson } from '../../storage/people.ts'
import { typedBefore } from '../check-ins/keep-typed.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { mayHandOver } from './offer-hand-over.ts'

export interface HandOverForm {
  keyResultId: KeyResultId
  title: string
  fields: { to: string | null; word: string }
  restoredFrom: Date | null
}

/** The form that asks to whom a key result shall be offered. */
export function showHandOverForm(
  db: Db,
  { keyResultId, by }: { keyResultId: KeyResultId; by: PersonId },
  now: Date,
): { kind: 'form'; form: HandOverForm } | Refused {
  const may = mayHandOver(db, keyResultId, by)
  if (may.kind === 'refused') return may
  const waiting = findOpenHandOver(db, keyResultId)
  if (waiting) {
    return refused(`${keyResultId} is offered to ${getPerson(db, waiting.toId).name} already. Take that back first.`)
  }
  const draft = typedBefore(db, { by, form: 'hand-over', about: keyResultId }, now)
  return {
    kind: 'form',
    form: {
      keyResultId,
      title: may.keyResult.title,
      fields: { to: draft?.fields['to'] ?? null, word: draft?.fields['word'] ?? '' },
      restoredFrom: draft?.savedAt ?? null,
    },
  }
}
