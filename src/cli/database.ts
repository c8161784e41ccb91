import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { requireMigrated } from '../storage/migrate.ts'
import { type OpenDatabase, openDatabase } from '../storage/open.ts'
import { openAsOwner } from '../storage/open-as-owner.ts'
import { isEmptyDatabase } from '../storage/schema-version.ts'
import type { Io } from './command.ts'

/** The database beside the app, to look at. Throws a `Problem` when there is none yet. */
export async function readingDatabase<T>(
  io: Io,
  path: string,
  work: (database: OpenDatabase) => T,
): Promise<Awaited<T>> {
  const database = openDatabase(resolve(io.folder, path), { readonly: true })
  try {
    requireMigrated(database)
    return await work(database)
  } finally {
    database.close()
  }
}

/** The database beside the app, to change. One that is not there yet is made. */
export async function changingDatabase<T>(
  io: Io,
  path: string,
  work: (database: OpenDatabase) => T,
): Promise<Awaited<T>> {
  const file = resolve(io.folder, path)
  if (isNew(file)) openAsOwner(file, io.clock.now()).close()
  const database = openDatabase(file)
  try {
    requireMigrated(database)
    return await work(database)
  } finally {
    database.close()
  }
}

function isNew(file: string): boolean {
  if (!existsSync(file)) return true
  const database = openDatabase(file, { readonly: true })
  try {
    return isEmptyDatabase(database.sqlite)
  } finally {
    database.close()
  }
}

/** Whether somebody made the database already. */
export function isThere(io: Io, path: string): boolean {
  return !isNew(resolve(io.folder, path))
}
