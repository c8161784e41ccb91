import { sqliteTable } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'

/**
 * Written into a backup when it is made, so that a file which is put back knows that it is a copy: what it holds as
 * unsent may have been sent after `taken_at` by the one it was copied from. `restored_at` is null until it is used.
 */
export const copies = sqliteTable('copies', {
  takenAt: instant().primaryKey(),
  restoredAt: instant(),
})
