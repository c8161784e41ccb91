import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { weekdays } from '../../domain/local-time.ts'
import { instant } from './columns.ts'
import { people } from './people.ts'

export const teams = sqliteTable(
  'teams',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    level: text({ enum: ['company', 'team', 'individual'] }).notNull(),
    /** Null: the workspace's default zone. */
    zone: text(),
    workingDays: text({ mode: 'json' }).$type<(typeof weekdays)[number][]>().notNull(),
    leadId: integer().references(() => people.id),
    /** As written, `#retention` or `C…`; `channel_id` once Slack was asked. */
    channel: text(),
    channelId: text(),
    checkInWeekday: text({ enum: weekdays }).notNull(),
    checkInTime: text().notNull(),
    /** Nobody is asked before this local date. */
    checkInStarts: text(),
    /** First import: without `check_in_starts` nobody is asked within 24 h of it. */
    importedAt: instant().notNull(),
    /** The `report:` of the OKR file, checked, as it stands there. */
    report: text({ mode: 'json' }).$type<unknown>(),
    reportChannelId: text(),
  },
  (t) => [uniqueIndex('teams_name').on(t.name)],
)

/** Days on which no team works. */
export const holidays = sqliteTable('holidays', { date: text().primaryKey() })
