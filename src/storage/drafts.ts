import { and, eq, lt } from 'drizzle-orm'
import type { PersonId } from '../domain/ids.ts'
import type { Db } from '../platform/db.ts'
import { drafts } from './tables/check-ins.ts'

/** What somebody typed into a form that could not be saved, field by field. */
export interface Draft {
  fields: Readonly<Record<string, string | null>>
  savedAt: Date
}

/** Keeps what somebody typed, in the place of what they had typed about it before. */
export function saveDraft(tx: Db, personId: PersonId, about: string, { fields, savedAt }: Draft): void {
  tx.insert(drafts)
    .values({ personId, about, fields, savedAt })
    .onConflictDoUpdate({ target: [drafts.personId, drafts.about], set: { fields, savedAt } })
    .run()
}

export function findDraft(db: Db, personId: PersonId, about: string): Draft | null {
  return db.select().from(drafts).where(isAbout(personId, about)).get() ?? null
}

export function deleteDraft(tx: Db, personId: PersonId, about: string): void {
  tx.delete(drafts).where(isAbout(personId, about)).run()
}

/** Forgets what was typed before `before` and never sent: it is brought back for a week. Returns how many. */
export function pruneDrafts(db: Db, before: Date): number {
  return db.delete(drafts).where(lt(drafts.savedAt, before)).run().changes
}

function isAbout(personId: PersonId, about: string) {
  return and(eq(drafts.personId, personId), eq(drafts.about, about))
}
