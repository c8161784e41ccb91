import type { Zone } from '../domain/local-time.ts'
import type { Timetable } from '../durable/worker.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import { askForCheckIns, nextDecisionAt, ownersDue } from '../usecases/check-ins/ask-for-check-ins.ts'
import { refreshPeople } from '../usecases/know-people.ts'
import { isWorkspaceUnknown, knowWorkspace } from '../usecases/know-workspace.ts'
import type { Directory } from '../usecases/ports.ts'
import { remembered } from './remembered.ts'

export interface CadenceOptions {
  db: Db
  directory: Directory
  /** False while Slack cannot be asked: then what we know has to do. */
  isConnected: () => boolean
  defaultZone: Zone
  log: Logger
  /** How old what was computed from the database may be before it is computed again, in milliseconds. */
  lookAgainMs: number
}

const hour = 3_600_000

/** Every recurring thing there is. Each says when it is due next, and does it; how often it is looked at does not matter. */
export function cadence(options: CadenceOptions): Timetable[] {
  return [knowingTheWorkspace(options), askingForCheckIns(options)]
}

/** Who and what the OKR file names, asked of Slack at the start, after an import, and once a day. */
function knowingTheWorkspace({ db, directory, isConnected, log, lookAgainMs }: CadenceOptions): Timetable {
  let askedAt: Date | null = null
  let toldAbout = ''
  const isUnknown = remembered(db, lookAgainMs, () => isWorkspaceUnknown(db))
  return {
    name: 'know the workspace',
    dueAt(now) {
      if (!isConnected()) return null
      if (askedAt === null) return now
      return new Date(askedAt.getTime() + (isUnknown(now) ? 60_000 : 24 * hour))
    },
    async run(now) {
      askedAt = now
      const { problems } = await knowWorkspace(db, directory, () => now)
      if (problems.join() === toldAbout) return
      toldAbout = problems.join()
      for (const problem of problems) log.error(problem)
    },
  }
}

/** Each owner's week, decided when its time has come; whoever is asked has their zone read from Slack just before. */
function askingForCheckIns({ db, directory, isConnected, defaultZone, lookAgainMs, log }: CadenceOptions): Timetable {
  const next = remembered(db, lookAgainMs, (now) => nextDecisionAt(db, now, defaultZone))
  return {
    name: 'ask for check-ins',
    dueAt: next,
    async run(now) {
      const due = ownersDue(db, now, defaultZone)
      if (isConnected() && due.length > 0) {
        await refreshPeople(db, directory, due, now).catch((error) => {
          log.warn({ err: error }, 'Slack did not say in which zones people are; what it said last counts')
        })
      }
      const decided = askForCheckIns(db, now, defaultZone)
      if (decided.length > 0) log.info({ weeks: decided.length }, 'decided who is asked for a check-in')
    },
  }
}
