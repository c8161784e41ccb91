import { eq, sql } from 'drizzle-orm'
import type { TeamId } from '../domain/ids.ts'
import type { ReportSettings, Team } from '../domain/teams.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { teams } from './tables/teams.ts'

/** The team with this row number, which came from our own tables: that it is missing is a bug. */
export function getTeam(db: Db, id: TeamId): Team {
  const row = byId(db).get({ id })
  if (!row) throw new Error(`no team ${id}`)
  return toTeam(row)
}

export function findTeamByName(db: Db, name: string): Team | null {
  const row = db.select().from(teams).where(eq(teams.name, name)).get()
  return row ? toTeam(row) : null
}

export function listTeams(db: Db): Team[] {
  return all(db).all().map(toTeam)
}

/** What people say about a team; the rest is ours. */
export type TeamDefinition = Omit<Team, 'id' | 'importedAt' | 'channelId' | 'reportChannelId'>

/** Creates the team of this name, or changes it. A channel that is written differently is looked up again. */
export function saveTeam(db: Db, wanted: TeamDefinition, now: Date): TeamId {
  const { checkIn, workingDays, report, ...plain } = wanted
  const values = {
    ...plain,
    workingDays: [...workingDays],
    report,
    checkInWeekday: checkIn.weekday,
    checkInTime: checkIn.time,
    checkInStarts: checkIn.starts,
  }
  const before = findTeamByName(db, wanted.name)
  if (!before) {
    return db
      .insert(teams)
      .values({ ...values, importedAt: now })
      .returning({ id: teams.id })
      .get().id
  }
  const channelId = before.channel === wanted.channel ? before.channelId : null
  const reportChannelId = before.report?.channel === report?.channel ? before.reportChannelId : null
  db.update(teams)
    .set({ ...values, channelId, reportChannelId })
    .where(eq(teams.id, before.id))
    .run()
  return before.id
}

/** Channels of teams and reports that Slack was not asked about yet, as they were written. */
export function listUnresolvedChannels(db: Db): { channel: string; usedFor: string }[] {
  return listTeams(db).flatMap((team) => {
    const found: { channel: string; usedFor: string }[] = []
    if (team.channel !== null && team.channelId === null) {
      found.push({ channel: team.channel, usedFor: `team ${team.name}` })
    }
    if (team.report !== null && team.reportChannelId === null) {
      found.push({ channel: team.report.channel, usedFor: `daily report of ${team.name}` })
    }
    return found
  })
}

/** Slack says which channel `channel` (as written) is: remembered wherever it is written so. */
export function resolveChannel(db: Db, channel: string, channelId: string): void {
  for (const team of listTeams(db)) {
    const set = {
      ...(team.channel === channel ? { channelId } : {}),
      ...(team.report?.channel === channel ? { reportChannelId: channelId } : {}),
    }
    if (Object.keys(set).length > 0) db.update(teams).set(set).where(eq(teams.id, team.id)).run()
  }
}

function toTeam(row: typeof teams.$inferSelect): Team {
  const { checkInWeekday, checkInTime, checkInStarts, report, ...rest } = row
  return {
    ...rest,
    // Written by `saveTeam` alone, so it is what that takes.
    report: report as ReportSettings | null,
    checkIn: { weekday: checkInWeekday, time: checkInTime, starts: checkInStarts },
  }
}

const byId = prepared((db) =>
  db
    .select()
    .from(teams)
    .where(eq(teams.id, sql.placeholder('id')))
    .prepare(),
)

const all = prepared((db) => db.select().from(teams).orderBy(teams.name).prepare())
