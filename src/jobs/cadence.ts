import { setTimeout } from 'node:timers/promises'
import type { CheckInCalendar } from '../domain/cadence/calendar.ts'
import type { ChantWriter } from '../domain/chant-writing.ts'
import type { Zone } from '../domain/local-time.ts'
import type { Timetable } from '../durable/worker.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import { askWhatCame, nextResultsAskAt } from '../usecases/approvals/afterwards/ask-what-came.ts'
import { checkChant } from '../usecases/approvals/check-chant.ts'
import { nextApprovalDueAt, remindApprovers } from '../usecases/approvals/remind-approvers.ts'
import type { ChantReader } from '../usecases/chant-reader.ts'
import { askForCheckIns, nextDecisionOf, ownersDue } from '../usecases/check-ins/ask-for-check-ins.ts'
import { loadCheckInCalendar } from '../usecases/check-ins/load-calendar.ts'
import { nextReminderOf, remindLateCheckIns } from '../usecases/check-ins/remind-late-check-ins.ts'
import { nextReportAt, postDailyReports } from '../usecases/daily-report/post-daily-reports.ts'
import { handOverLeavers, nextHandOverOf } from '../usecases/hand-over-leavers.ts'
import { refreshPeople } from '../usecases/know-people.ts'
import { isWorkspaceUnknown, knowWorkspace } from '../usecases/know-workspace.ts'
import type { Directory } from '../usecases/ports.ts'
import { nextPreviewOf, tellLeadsOfAsks } from '../usecases/preview-asks.ts'
import { askForReadings, nextReadingAskOf } from '../usecases/readings/ask-for-readings.ts'
import { nextSummaryOf, postWeeklySummaries } from '../usecases/weekly-summary/post-weekly-summaries.ts'
import { remembered, rememberedRead } from './remembered.ts'
import { tidying } from './tidying.ts'

export interface CadenceOptions {
  db: Db
  directory: Directory
  /** False while Slack cannot be asked: then what we know has to do. */
  isConnected: () => boolean
  defaultZone: Zone
  /** The chant projects, and how often they are looked at, in milliseconds. */
  chant: { reader: ChantReader; writer: ChantWriter; isUsed: boolean; pollMs: number }
  log: Logger
  /** How old what was computed from the database may be before it is computed again, in milliseconds. */
  lookAgainMs: number
}

const hour = 3_600_000
/** A repository that takes longer to read does not hold up a report; what it brings is in the next one. */
const longestLookMs = 60_000

/** Every recurring thing there is. Each says when it is due next, and does it; how often it is looked at does not matter. */
export function cadence(options: CadenceOptions): Timetable[] {
  const { db, defaultZone } = options
  const calendar = rememberedRead(db, () => loadCheckInCalendar(db, defaultZone))
  return [
    knowingTheWorkspace(options),
    askingForCheckIns(options, calendar),
    recurring(options, 'preview the asks', (now) => nextPreviewOf(db, calendar(), now), tellLeadsOfAsks),
    recurring(options, 'remind late check-ins', (now) => nextReminderOf(db, calendar(), now), remindLateCheckIns),
    recurring(options, 'post weekly summaries', (now) => nextSummaryOf(db, calendar(), now), postWeeklySummaries),
    recurring(options, 'ask for readings', (now) => nextReadingAskOf(db, calendar(), now), askForReadings),
    recurring(options, 'hand over leavers', (now) => nextHandOverOf(db, calendar(), now), handOverLeavers),
    recurring(options, 'remind approvers', () => nextApprovalDueAt(db), remindApprovers),
    recurring(options, 'ask what came of findings', (now) => nextResultsAskAt(db, now, defaultZone), askWhatCame),
    checkingChant(options),
    readingChant(options),
    postingDailyReports(options),
    tidying(db, options.log),
  ]
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
function askingForCheckIns(options: CadenceOptions, calendar: () => CheckInCalendar): Timetable {
  const { db, directory, isConnected, defaultZone, lookAgainMs, log } = options
  const next = remembered(db, lookAgainMs, (now) => nextDecisionOf(db, calendar(), now))
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

/** Whether chant can be run: said at the start and on cards, before somebody decides in vain. */
function checkingChant({ db, chant: { writer, isUsed }, log }: CadenceOptions): Timetable {
  let checked: { at: Date; problem: string | null } | null = null
  return {
    name: 'check chant',
    isBackground: true,
    dueAt(now) {
      if (!isUsed) return null
      return checked === null ? now : new Date(checked.at.getTime() + (checked.problem === null ? 24 : 1) * hour)
    },
    async run(now) {
      const problem = await checkChant(db, writer, () => now)
      if (problem !== null && problem !== checked?.problem) log.warn(problem)
      checked = { at: now, problem }
    },
  }
}

/** What happened in chant's repositories, looked at every so often. */
function readingChant({ chant: { reader, pollMs } }: CadenceOptions): Timetable {
  return {
    name: 'read chant',
    isBackground: true,
    dueAt(now) {
      const last = reader.lastReadAt()
      // A clock that was set back must not make it wait until it is there again.
      if (last === null || last.getTime() - now.getTime() > pollMs) return now
      return new Date(last.getTime() + pollMs)
    },
    run: () => reader.readAll(),
  }
}

/** Each channel's report at its hour, after a last look at what happened in chant's repositories. */
function postingDailyReports({ db, defaultZone, chant: { reader }, lookAgainMs, log }: CadenceOptions): Timetable {
  return {
    name: 'post daily reports',
    dueAt: remembered(db, lookAgainMs, (now) => nextReportAt(db, now, defaultZone)),
    async run(now) {
      await Promise.race([reader.readAll(), setTimeout(longestLookMs, undefined, { ref: false })]).catch((error) => {
        log.warn({ err: error }, 'a repository could not be read before the daily report')
      })
      const did = postDailyReports(db, now, defaultZone, reader.completeUntil())
      if (did > 0) log.info({ did }, 'post daily reports')
    },
  }
}

/** What is due when the database says so, and is done by one use case that makes itself not due. */
function recurring(
  { db, defaultZone, lookAgainMs, log }: CadenceOptions,
  name: string,
  nextAt: (now: Date) => Date | null,
  work: (db: Db, now: Date, defaultZone: Zone) => number,
): Timetable {
  return {
    name,
    dueAt: remembered(db, lookAgainMs, nextAt),
    run(now) {
      const did = work(db, now, defaultZone)
      if (did > 0) log.info({ did }, name)
    },
  }
}
