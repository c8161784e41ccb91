import type { KeyResultId } from '../../domain/ids.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { listSummaries } from '../../storage/summaries.ts'
import { refreshMessage } from '../owe-message.ts'
import { summaryKey } from './summary-key.ts'

/**
 * An answer for a week came late, or was changed: its summary is edited where it stands, and so are the later ones,
 * which show that week beside theirs and in their chart.
 */
export function summariesChanged(tx: Db, keyResultId: KeyResultId, week: Week, now: Date): void {
  const { teamId } = getObjective(tx, getKeyResult(tx, keyResultId).objectiveId)
  for (const { id } of listSummaries(tx, teamId, week)) refreshMessage(tx, summaryKey(id), now)
}
