import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from '../platform/db.ts'
import * as approvals from './tables/approvals.ts'
import * as checkIns from './tables/check-ins.ts'
import * as kpis from './tables/kpis.ts'
import * as objectives from './tables/objectives.ts'
import * as people from './tables/people.ts'
import * as teams from './tables/teams.ts'

/** A value as JSON has it; instants are ISO texts. */
export type Exported = string | number | boolean | null | Exported[] | { [key: string]: Exported }

export interface ExportedTable {
  /** As in the database: `check_in_versions`. */
  name: string
  columns: string[]
  rows: Record<string, Exported>[]
}

/**
 * Everything people have a right to, with its history: OKRs, readings, check-ins with all their versions, what was
 * decided on and by whom, people and teams. Not what the app keeps for itself: the queue, messages, secrets, half-typed forms.
 */
export function exportTables(db: Db): ExportedTable[] {
  const modules = [objectives, kpis, checkIns, approvals, teams, people]
  const tables = modules.flatMap((module) => Object.values(module)).filter((value) => is(value, SQLiteTable))
  return tables
    .filter((table) => !ours.has(getTableName(table)))
    .map((table) => ({
      name: getTableName(table),
      columns: Object.keys(getTableColumns(table)),
      rows: db.select().from(table).all().map(exported),
    }))
}

const ours = new Set([
  'file_entries',
  'drafts',
  'previews',
  // What was sent and told when, and what Slack and the machine said: of no use elsewhere.
  'approval_reminders',
  'approval_followed',
  'user_groups',
  'rule_channels',
  'chant_program',
])

function exported(row: Record<string, unknown>): Record<string, Exported> {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    value instanceof Date ? value.toISOString() : value,
  ])
  return Object.fromEntries(entries) as Record<string, Exported>
}
