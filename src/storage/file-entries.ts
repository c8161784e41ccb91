import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { fileEntries } from './tables/objectives.ts'

/** What the OKR file last said about one thing, and in which cycle's file it stood. */
export interface FileEntry {
  kind: string
  key: string
  cycle: string
  definition: Readonly<Record<string, unknown>>
}

export function listFileEntries(db: Db): FileEntry[] {
  return db
    .select()
    .from(fileEntries)
    .orderBy(fileEntries.kind, fileEntries.key)
    .all()
    .map(({ kind, key, definition }) => ({ kind, key, ...(definition as Pick<FileEntry, 'cycle' | 'definition'>) }))
}

export function saveFileEntry(db: Db, { kind, key, cycle, definition }: FileEntry, now: Date): void {
  const values = { definition: { cycle, definition }, importedAt: now }
  db.insert(fileEntries)
    .values({ kind, key, ...values })
    .onConflictDoUpdate({ target: [fileEntries.kind, fileEntries.key], set: values })
    .run()
}

export function removeFileEntry(db: Db, kind: string, key: string): void {
  db.run(sql`delete from ${fileEntries} where kind = ${kind} and key = ${key}`)
}
