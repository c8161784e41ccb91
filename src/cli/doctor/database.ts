import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from '../../domain/problem.ts'
import { countQueue } from '../../durable/manage.ts'
import { requireMigrated } from '../../storage/migrate.ts'
import { isSound, type OpenDatabase, openDatabase } from '../../storage/open.ts'
import type { Finding } from './finding.ts'

/** The file: there, ours, sound, up to date, and nothing given up in its queue. */
export function checkDatabase(file: string, now: Date): Finding[] {
  if (!existsSync(file)) {
    return [
      { about: 'database', state: 'warn', says: `${file} is not there yet: \`okr import\` or \`okr start\` makes it.` },
    ]
  }
  let database: OpenDatabase | undefined
  try {
    database = openDatabase(file, { readonly: true })
    requireMigrated(database)
    if (!isSound(database.sqlite)) {
      return [
        {
          about: 'database',
          state: 'fail',
          says: `${file} is damaged: put a backup in its place with \`okr restore\`.`,
        },
      ]
    }
    return [{ about: 'database', state: 'ok', says: file }, checkQueue(database, now)]
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [{ about: 'database', state: 'fail', says: error.message }]
  } finally {
    database?.close()
  }
}

function checkQueue({ db }: OpenDatabase, now: Date): Finding {
  const { jobs, received, oldestRunAt } = countQueue(db)
  const counts = `${jobs.waiting} waiting, ${jobs.unknown} unclear, ${jobs.dead} given up`
  const lateMinutes = oldestRunAt === null ? 0 : (now.getTime() - oldestRunAt.getTime()) / 60_000
  if (jobs.dead > 0) return { about: 'queue', state: 'warn', says: `${counts}: \`okr jobs --state dead\` says why.` }
  if (received.dead > 0) {
    const says = `${counts}; ${received.dead} deliveries from Slack failed for good: the log says why. They are forgotten after 30 days.`
    return { about: 'queue', state: 'warn', says }
  }
  if (lateMinutes > 10) {
    return {
      about: 'queue',
      state: 'warn',
      says: `${counts}; the oldest is ${Math.round(lateMinutes)} minutes late: does the app run?`,
    }
  }
  return { about: 'queue', state: 'ok', says: counts }
}

const megabyte = 1024 * 1024

/** Room and the right to write where the database is, or will be. */
export function checkDisk(file: string): Finding[] {
  let folder = dirname(file)
  while (!existsSync(folder)) folder = dirname(folder)
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    return [
      {
        about: 'disk',
        state: 'fail',
        says: `${folder} cannot be written: give this user the right, or set DATABASE_PATH.`,
      },
    ]
  }
  const { bavail, bsize } = statfsSync(folder)
  const free = Math.floor((bavail * bsize) / megabyte)
  const says = `${free} MB free in ${folder}`
  if (free < 50) return [{ about: 'disk', state: 'fail', says: `${says}: make room.` }]
  return [{ about: 'disk', state: free < 500 ? 'warn' : 'ok', says: free < 500 ? `${says}: make room soon.` : says }]
}
