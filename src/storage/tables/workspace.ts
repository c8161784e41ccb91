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
    botUserName: text(),
    botId: text(),
    /** Key of the HMAC that marks our messages; made once, with the database. */
    deliverySecret: text().notNull(),
    connectedAt: instant(),
    /** `https://acme.slack.com/`: where links to messages begin. */
    url: text(),
    /** When Slack last refused a chart here: messages go without for a while. */
    chartsRefusedAt: instant(),
    /** The same for sortable tables in Home. */
    tablesRefusedAt: instant(),
  },
  (t) => [check('workspace_is_one', sql`${t.id} = 1`)],
)
