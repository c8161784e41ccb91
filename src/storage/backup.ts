import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { copyDatabase } from './copy.ts'
import { DatabaseProblem, explained } from './database-problem.ts'
import { openDatabase } from './open.ts'

/**
 * Writes a copy of the database to `file` while everything else goes on: the copying is done in a thread of its own, so
 * that a large file keeps nobody waiting. An older backup of that name is replaced when the new one is complete.
 */
export async function backup(
  database: { sqlite: Database.Database; path: string },
  file: string,
  now: Date,
): Promise<void> {
  refuseOverwriting(database.path, file)
  if (database.path === ':memory:') return copyDatabase(database.sqlite, file, now)
  const thread = new Worker(new URL(`./backup-thread${extname(import.meta.url)}`, import.meta.url), {
    workerData: { from: database.path, to: file, now },
  })
  const problem = await new Promise<string | null>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => resolve('The backup ended before it was complete.'))
  })
  if (problem !== null) throw new DatabaseProblem(problem)
}

function refuseOverwriting(path: string, file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw explained(error, file)
  }
  if (!existsSync(file)) return
  if (path !== ':memory:' && realpathSync(file) === realpathSync(path)) {
    throw new DatabaseProblem(`${file} is the database itself: name another file for the backup.`)
  }
  // Whatever opens is a backup of ours, or empty; anything else is somebody's file and throws.
  openDatabase(file, { readonly: true }).close()
}
