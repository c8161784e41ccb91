import { and, eq } from 'drizzle-orm'
import type { TeamId } from '../domain/ids.ts'
import type { Db } from '../platform/db.ts'
import { previews } from './tables/check-ins.ts'

/** What a lead was told about who will be asked when. */
export type Preview = typeof previews.$inferSelect

export function findPreview(db: Db, teamId: TeamId, cycleId: number): Preview | null {
  const which = and(eq(previews.teamId, teamId), eq(previews.cycleId, cycleId))
  return db.select().from(previews).where(which).get() ?? null
}

/** Records what the lead is told now; `changedAt` says when it last became something else. */
export function savePreview(db: Db, preview: Pick<Preview, 'teamId' | 'cycleId' | 'told'>, now: Date): void {
  db.insert(previews)
    .values({ ...preview, toldAt: now })
    .onConflictDoUpdate({ target: [previews.teamId, previews.cycleId], set: { told: preview.told, changedAt: now } })
    .run()
}
