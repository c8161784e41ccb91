import type { Db } from '../../platform/db.ts'
import { chantProgram } from '../tables/approvals.ts'

/** Why chant cannot be run here, when that was last tried; null when it can, or was never tried. */
export function chantProblem(db: Db): string | null {
  return db.select().from(chantProgram).get()?.problem ?? null
}

export function saveChantProblem(tx: Db, problem: string | null, now: Date): void {
  const row = { id: 1, problem, checkedAt: now }
  tx.insert(chantProgram).values(row).onConflictDoUpdate({ target: chantProgram.id, set: row }).run()
}
