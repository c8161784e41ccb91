import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'

/** The one Slack workspace this database belongs to. Known after the first start that reached Slack. */
export const workspace = sqliteTable(
  'workspace',
  {
    id: integer().primaryKey(),
    teamId: text(),
    teamName: text(),
    botUserId: text(),
    botId: text(),
    /** Key of the HMAC that marks our messages; made once, with the database. */
    deliverySecret: text().notNull(),
    connectedAt: instant(),
  },
  (t) => [check('workspace_is_one', sql`${t.id} = 1`)],
)
