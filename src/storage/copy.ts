import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { damagedProblem, explained } from './database-problem.ts'

/**
 * Writes a consistent copy of an open database to `file` (0600, one file, no log beside it), replacing what is there
 * only when the copy is complete, checked and on the disk. The copy knows that it is one, taken at `now`. Blocks.
 */
export function copyDatabase(sqlite: Database.Database, file: string, now: Date): void {
  const partial = `${file}.partial`
  try {
    rmSync(partial, { force: true })
    // SQLite accepts an empty file, and keeps its mode.
    writeFileSync(partial, '', { mode: 0o600, flag: 'wx' })
    sqlite.prepare('vacuum into ?').run(partial)
    finishCopy(partial, now)
    syncPath(partial)
    renameSync(partial, file)
    syncPath(dirname(file))
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${partial}${suffix}`, { force: true })
    throw explained(error, file)
  }
}

function finishCopy(partial: string, now: Date): void {
  const copy = new Database(partial)
  try {
    copy.pragma('journal_mode = DELETE')
    copy.pragma('synchronous = FULL')
    if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damagedProblem(partial)
    // `okr.sqlite` of before the first migration has no tables at all.
    const knowsCopies = copy.prepare(`select 1 from sqlite_schema where name = 'copies'`).get()
    if (knowsCopies) copy.prepare('insert or ignore into copies (taken_at) values (?)').run(now.getTime())
  } finally {
    copy.close()
  }
  chmodSync(partial, 0o600)
}

function syncPath(path: string): void {
  if (!existsSync(path)) return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
