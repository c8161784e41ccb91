import type { Evidence } from '../../domain/check-ins.ts'
import type { LocalDate } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { lastAnswerBefore } from '../../storage/check-ins.ts'
import { chantWork } from './evidence/chant-work.ts'
import { guardrailTripped } from './evidence/guardrail.ts'
import { kpiMovement } from './evidence/kpi-movement.ts'
import type { EvidenceProvider } from './evidence/provider.ts'

/** In the order in which their lines are shown. Whatever else learns of key results adds itself here. */
const providers: readonly EvidenceProvider[] = [kpiMovement, guardrailTripped, chantWork]

const mostLines = 8

/**
 * What the app can say by itself about a key result since its last check-in before `week`. An owner accepts it with one
 * click.
 */
export function evidenceFor(db: Db, keyResult: KeyResult, week: Week, today: LocalDate): Evidence[] {
  const since = lastAnswerBefore(db, keyResult.id, week)?.at ?? null
  return providers.flatMap((provide) => provide(db, { keyResult, since, today })).slice(0, mostLines)
}
