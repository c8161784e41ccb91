import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { copyDatabase } from './copy.ts'
import { DatabaseProblem, damagedProblem, explained } from './database-problem.ts'
import { isSound, openDatabase } from './open.ts'
import { takeOwnership } from './owner-lock.ts'
import { isEmptyDatabase } from './schema-version.ts'

export interface RestoreReport {
  /** Where the database that was there is now, or null when there was none. */
  movedAside: string | null
}

/**
 * Puts the backup `from` in the place of the database `to`. What was there is moved aside, never deleted, damaged or
 * not. Refuses a file that is not ours, is damaged, or was written by a newer version, and does nothing while the app
 * runs. The restored file knows that it is a copy: see `noticeRestore`.
 */
export function restoreDatabase(from: string, to: string, now: Date): RestoreReport {
  const source = openDatabase(from, { readonly: true })
  try {
    if (isEmptyDatabase(source.sqlite))
      throw new DatabaseProblem(`The file ${from} is empty: name a backup of this program.`)
    if (!isSound(source.sqlite)) throw damagedProblem(from)
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    const owner = takeOwnership(to, now)
    try {
      const arriving = `${to}.restoring`
      // A backup says itself when it was taken; for a file copied by hand its age is the best there is.
      copyDatabase(source.sqlite, arriving, statSync(from).mtime)
      const movedAside = existsSync(to) ? moveAside(to, now) : null
      renameSync(arriving, to)
      return { movedAside }
    } finally {
      owner.release()
    }
  } catch (error) {
    throw explained(error, to)
  } finally {
    source.close()
  }
}

function moveAside(path: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '')
  const aside = join(dirname(path), `${basename(path, extname(path))}.replaced-${stamp}.sqlite`)
  // The log belongs to the file: what was committed last is still in it.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  return aside
}
