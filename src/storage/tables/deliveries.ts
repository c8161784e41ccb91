import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Notice } from '../../domain/notices.ts'
import { instant } from './columns.ts'
import { people } from './people.ts'

export const deliveryStates = ['waiting', 'sending', 'unknown', 'sent', 'superseded', 'failed'] as const

/**
 * One message that must arrive exactly once. `key` names the occasion ("check-in-request:17"); a second attempt to
 * send the same occasion finds this row.
 */
export const deliveries = sqliteTable(
  'deliveries',
  {
    key: text().primaryKey(),
    /** What the message is marked with in Slack: the occasion in words that a restored database would use again. */
    mark: text().notNull(),
    notice: text({ mode: 'json' }).$type<Notice>().notNull(),
    personId: integer().references(() => people.id),
    channel: text(),
    /** The delivery in whose thread this one stands. */
    threadOf: text(),
    state: text({ enum: deliveryStates }).notNull(),
    createdAt: instant().notNull(),
    /** Known once it is about to be sent: where a delivery in doubt is looked up. */
    channelId: text(),
    ts: text(),
    /** Its place in the line, when Slack's pace made it wait. */
    goAt: instant(),
    attempts: integer().notNull().default(0),
    triedAt: instant(),
    /** First look-up since `tried_at` that did not find the message. */
    lookedUpAt: instant(),
    settledAt: instant(),
    problem: text(),
  },
  (t) => [
    index('deliveries_message').on(t.channelId, t.ts),
    index('deliveries_thread').on(t.threadOf).where(sql`${t.threadOf} is not null`),
  ],
)
