import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { type Evidence, riskKinds } from '../../domain/check-ins.ts'
import { instant } from './columns.ts'
import { keyResults } from './objectives.ts'
import { people } from './people.ts'

export const requestOutcomes = ['asked', 'covered', 'not-due', 'paused', 'delegated', 'missed'] as const

/**
 * What became of one owner in one ISO week: exactly one row, whatever the scheduler does. `asked` has a message;
 * everything else says by name why there is none.
 */
export const requests = sqliteTable(
  'requests',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    personId: integer()
      .notNull()
      .references(() => people.id),
    week: text().notNull(),
    outcome: text({ enum: requestOutcomes }).notNull(),
    /** The local date the owner was to be asked on, and the instant that was planned for it. */
    askOn: text().notNull(),
    plannedAt: instant().notNull(),
    decidedAt: instant().notNull(),
    reason: text(),
  },
  (t) => [uniqueIndex('requests_one_per_week').on(t.personId, t.week)],
)

/** The key results a request's message covers. A delegate's message also covers those of whom they stand in for. */
export const requestItems = sqliteTable(
  'request_items',
  {
    requestId: integer()
      .notNull()
      .references(() => requests.id),
    keyResultId: text()
      .notNull()
      .references(() => keyResults.id),
    /** Whose key result it is when the message goes to a delegate. */
    onBehalfOf: integer().references(() => people.id),
    droppedAt: instant(),
    droppedBecause: text(),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.keyResultId] }),
    index('request_items_key_result').on(t.keyResultId),
    check('request_items_dropped_is_whole', sql`(${t.droppedAt} is null) = (${t.droppedBecause} is null)`),
  ],
)

/** The answer for one key result in one week. What was said is in its versions; the newest counts. */
export const checkIns = sqliteTable(
  'check_ins',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    keyResultId: text()
      .notNull()
      .references(() => keyResults.id),
    week: text().notNull(),
  },
  (t) => [uniqueIndex('check_ins_one_per_week').on(t.keyResultId, t.week)],
)

export const checkInVersions = sqliteTable(
  'check_in_versions',
  {
    checkInId: integer()
      .notNull()
      .references(() => checkIns.id),
    version: integer().notNull(),
    /** Null: taken back. */
    confidence: integer().$type<0 | 1 | 2>(),
    evidence: text({ mode: 'json' }).$type<Evidence[]>().notNull(),
    note: text(),
    riskKind: text({ enum: riskKinds }),
    riskText: text(),
    nextAction: text(),
    nextActionPersonId: integer().references(() => people.id),
    nextActionDue: text(),
    answeredBy: integer()
      .notNull()
      .references(() => people.id),
    answeredAt: instant().notNull(),
    via: text({ enum: ['button', 'form', 'command', 'api'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.checkInId, t.version] }),
    check('check_in_versions_confidence', sql`${t.confidence} is null or ${t.confidence} in (0, 1, 2)`),
  ],
)

/** A key result its owner need not answer for in one week, and why. */
export const skips = sqliteTable(
  'skips',
  {
    keyResultId: text()
      .notNull()
      .references(() => keyResults.id),
    week: text().notNull(),
    reason: text().notNull(),
    skippedBy: integer()
      .notNull()
      .references(() => people.id),
    skippedAt: instant().notNull(),
    /** Answered after all. */
    withdrawnAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.keyResultId, t.week] })],
)
