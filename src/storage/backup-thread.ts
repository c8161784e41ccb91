/** The thread that `backup` starts: copies one database, and answers with null or with what went wrong. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { copyDatabase } from './copy.ts'

const { from, to, now } = workerData as { from: string; to: string; now: Date }
const sqlite = new Database(from, { readonly: true, timeout: 5000 })
try {
  copyDatabase(sqlite, to, now)
  parentPort?.postMessage(null)
} catch (error) {
  parentPort?.postMessage(error instanceof Error ? error.message : String(error))
} finally {
  sqlite.close()
}
