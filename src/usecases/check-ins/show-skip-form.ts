import type { KeyResultId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { typedBefore } from './keep-typed.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import type { Refused } from './outcomes.ts'

export interface SkipForm {
  requestId: number
  keyResultId: KeyResultId
  title: string
  fields: { reason: string }
  restoredFrom: Date | null
}

/** The form that asks why a key result is skipped this week. */
export function showSkipForm(db: Db, asked: Asked, now: Date): { kind: 'form'; form: SkipForm } | Refused {
  const allowed = mayAnswer(db, asked)
  if (allowed.kind === 'refused') return allowed
  const { requestId, keyResultId, by } = asked
  const draft = typedBefore(db, { by, form: 'skip', about: keyResultId }, now)
  return {
    kind: 'form',
    form: {
      requestId,
      keyResultId,
      title: allowed.keyResult.title,
      fields: { reason: draft?.fields['reason'] ?? '' },
      restoredFrom: draft?.savedAt ?? null,
    },
  }
}
