import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { weekdays } from '../../domain/local-time.ts'
import { instant } from './columns.ts'

/** Somebody who owns, leads, decides or clicked. `slack_id` is null until Slack was asked who a reference means. */
export const people = sqliteTable(
  'people',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    slackId: text(),
    name: text().notNull(),
    handle: text(),
    email: text(),
    /** Slack's zone; wins over the file's. */
    zone: text(),
    fileZone: text(),
    git: text(),
    /** Admin by the OKR file; Slack's own workspace admins are `is_workspace_admin`. */
    isAdmin: integer({ mode: 'boolean' }).notNull().default(false),
    isWorkspaceAdmin: integer({ mode: 'boolean' }).notNull().default(false),
    isGuest: integer({ mode: 'boolean' }).notNull().default(false),
    isExternal: integer({ mode: 'boolean' }).notNull().default(false),
    deactivatedAt: instant(),
    dmChannel: text(),
    /** When Slack last told us about this person. */
    seenAt: instant(),
    /** When this person last opened the app's Home: only such Homes are kept up to date. */
    homeOpenedAt: instant(),
  },
  (t) => [uniqueIndex('people_slack_id').on(t.slackId)],
)

/** How people are written in files and commands (Slack id, @handle, e-mail; lower case), and whom that means. */
export const personReferences = sqliteTable('person_references', {
  reference: text().primaryKey(),
  personId: integer()
    .notNull()
    .references(() => people.id),
})

/** When somebody wants to be asked, and who answers when they are away. A null column means "as the team has it". */
export const preferences = sqliteTable(
  'preferences',
  {
    personId: integer()
      .primaryKey()
      .references(() => people.id),
    weekday: text({ enum: weekdays }),
    time: text(),
    delegateId: integer().references(() => people.id),
    changedAt: instant().notNull(),
    /** `file` until the person changes it in Home. */
    source: text({ enum: ['file', 'home'] }).notNull(),
  },
  (t) => [
    check('preferences_delegate_is_another', sql`${t.delegateId} is null or ${t.delegateId} <> ${t.personId}`),
    check('preferences_time_is_hh_mm', sql`${t.time} is null or ${t.time} glob '[0-2][0-9]:[0-5][0-9]'`),
  ],
)

export const daysOff = sqliteTable(
  'days_off',
  {
    personId: integer()
      .notNull()
      .references(() => people.id),
    date: text().notNull(),
    source: text({ enum: ['file', 'home'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.date] })],
)

/** Nobody is asked from `starts` to `ends` (local dates, both included). Ended early: `resumed_at`. */
export const pauses = sqliteTable(
  'pauses',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    personId: integer()
      .notNull()
      .references(() => people.id),
    starts: text().notNull(),
    ends: text().notNull(),
    pausedAt: instant().notNull(),
    resumedAt: instant(),
  },
  (t) => [check('pauses_end_after_start', sql`${t.ends} >= ${t.starts}`)],
)
