import type { ObjectiveId } from '../../domain/ids.ts'
import type { LocalDate, Zone } from '../../domain/local-time.ts'
import type { Cycle, KeyResult } from '../../domain/objectives.ts'
import type { ReportChannel, Shown } from '../../domain/reports.ts'
import type { ActivityGroup } from '../../domain/reports-activity.ts'
import type { ReportSection } from '../../domain/teams.ts'
import type { Db } from '../../platform/db.ts'
import { listRepositories } from '../../storage/chant.ts'
import { listReportFileProblems } from '../../storage/chant-report-files.ts'
import { openCycle } from '../../storage/cycles.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { listObjectives } from '../../storage/objectives.ts'
import { reportActivity } from './report-activity.ts'
import { type ConfidenceChange, reportConfidence } from './report-confidence.ts'
import { type DecidedSince, reportDecided } from './report-decided.ts'
import { type ReportKpi, reportKpis, wordOf } from './report-kpis.ts'
import { type WaitingDecision, waitingDecisions } from './report-waiting.ts'
import type { ReportWindow } from './report-window.ts'

/** All that a daily report says. */
export interface DailyReport {
  date: LocalDate
  zone: Zone
  since: Date
  until: Date
  sections: readonly ReportSection[]
  kpis: ReportKpi[]
  activity: ActivityGroup[]
  /** What the objectives are called that the activity is grouped by. */
  objectives: Map<ObjectiveId, string>
  confidence: ConfidenceChange[]
  waiting: WaitingDecision[]
  /** Decisions since the last report that its activity does not tell. */
  decided: DecidedSince[]
  /** What could not be read, and what is missing for it, a sentence each. */
  missing: string[]
  /** What the next report compares with. */
  shown: Shown
}

/** Puts a channel's report together: what became known in the window, and how everything stands at its end. */
export function buildReport(db: Db, channel: ReportChannel, window: ReportWindow): DailyReport {
  const has = (section: ReportSection) => channel.sections.includes(section)
  const { cycle, keyResults, objectives } = whatCounts(db, channel, window.date)
  const confidence = reportConfidence(db, keyResults, window)
  const activity = has('activity') ? reportActivity(db, channel.labels, keyResults, window) : []
  const kpis = reportKpis(db, channel.kpis, keyResults, cycle, window)
  return {
    date: window.date,
    zone: channel.zone,
    since: window.since,
    until: window.until,
    sections: channel.sections,
    kpis: has('kpis') ? kpis : [],
    activity,
    objectives,
    confidence: has('confidence') ? confidence.changes : [],
    waiting: has('approvals') ? waitingDecisions(db, channel, window.until) : [],
    decided: has('approvals') ? reportDecided(db, channel, window, activity) : [],
    missing: has('activity') ? whatIsMissing(db) : [],
    shown: {
      readingId: window.readingId,
      statuses: Object.fromEntries(kpis.map(({ id, status }) => [id, wordOf(status)])),
      confidences: confidence.standing,
    },
  }
}

/**
 * Whether there is anything to tell: an event, a reading, a confidence, another status, a decision, something that waits
 * for one since the last report. Getting older is not new.
 */
export function isNews({ activity, kpis, confidence, decided, waiting, since: last }: DailyReport): boolean {
  return (
    activity.length > 0 ||
    decided.length > 0 ||
    waiting.some(({ since }) => since > last) ||
    confidence.length > 0 ||
    kpis.some(({ added, statusBefore }) => added > 0 || statusBefore !== null)
  )
}

/** The cycle that runs on that day, the key results of the channel's teams in it, and what its objectives are called. */
function whatCounts(
  db: Db,
  { teams }: ReportChannel,
  date: LocalDate,
): { cycle: Cycle | null; keyResults: KeyResult[]; objectives: Map<ObjectiveId, string> } {
  const cycle = openCycle(db, date)
  if (cycle === null) return { cycle, keyResults: [], objectives: new Map() }
  const objectives = listObjectives(db, cycle.id)
  const theirs = new Set(objectives.flatMap(({ id, teamId }) => (teams.includes(teamId) ? [id] : [])))
  return {
    cycle,
    keyResults: listKeyResults(db, cycle.id).filter(({ objectiveId }) => theirs.has(objectiveId)),
    objectives: new Map(objectives.map(({ id, title }) => [id, title])),
  }
}

function whatIsMissing(db: Db): string[] {
  const unread = listRepositories(db).flatMap(({ problem }) => (problem === null ? [] : [problem]))
  const unused = listReportFileProblems(db).flatMap(({ path, problems }) => problems.map((one) => `${path}, ${one}`))
  return [...unread, ...unused]
}
