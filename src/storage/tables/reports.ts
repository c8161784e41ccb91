import { sql } from 'drizzle-orm'
import { type AnySQLiteColumn, check, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Shown } from '../../domain/reports.ts'
import { instant } from './columns.ts'

/** A channel that gets a daily report, and from when on: nothing planned before that is due. */
export const reportChannels = sqliteTable('report_channels', {
  channelId: text().primaryKey(),
  /** When it was to come at the last look: a change begins with the next time, never with one that is over. */
  time: text().notNull(),
  zone: text().notNull(),
  plannedFrom: instant().notNull(),
})

export const reportOutcomes = ['posted', 'nothing-new', 'missed'] as const

/** What became of one channel's report of one local date: exactly one row, so never two posts. */
export const reports = sqliteTable(
  'reports',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    channelId: text().notNull(),
    date: text().notNull(),
    plannedAt: instant().notNull(),
    decidedAt: instant().notNull(),
    outcome: text({ enum: reportOutcomes }).notNull(),
    /** The one that stood last when this one was made, whose cut is `since`. Null: there was none. */
    follows: integer().references((): AnySQLiteColumn => reports.id),
    /** It covers what became known after `since` and up to `shown_until`, to the last reading of then. */
    since: instant().notNull(),
    shownUntil: instant().notNull(),
    shownReading: integer().notNull(),
    /** Where the next one begins, when this one stands: an edit does not move it, for nobody is told of an edit. */
    cut: instant().notNull(),
    /** What stood in it at the cut, so that the next one knows what is new. */
    shown: text({ mode: 'json' }).$type<Shown>().notNull(),
    /** Counts posts: a second one only when the first was deleted or could not be posted. */
    post: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('reports_one_per_day').on(t.channelId, t.date),
    check('reports_cut_after_since', sql`${t.cut} >= ${t.since} and ${t.shownUntil} >= ${t.since}`),
  ],
)
