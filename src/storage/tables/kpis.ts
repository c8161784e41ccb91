import { sql } from 'drizzle-orm'
import { check, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'
import { people } from './people.ts'

/** A measured series. A key result without a `kpi` in the file has one of its own, named by its id. */
export const kpis = sqliteTable(
  'kpis',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    unit: text(),
    /** How often a reading is expected. */
    everyCount: integer(),
    everyUnit: text({ enum: ['day', 'week', 'month'] }),
    ownerId: integer().references(() => people.id),
    baseline: real(),
    target: real(),
    /** A guardrail trips outside its limit, `<= 400`. */
    limitOperator: text({ enum: ['<', '<=', '>', '>='] }),
    limitValue: real(),
    /** Made for a key result that names none: not written to the OKR file. */
    isImplicit: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    check('kpis_every_is_whole', sql`(${t.everyCount} is null) = (${t.everyUnit} is null) and ${t.everyCount} > 0`),
    check('kpis_limit_is_whole', sql`(${t.limitOperator} is null) = (${t.limitValue} is null)`),
  ],
)

/** One value of a KPI at a time. The same KPI, date and value is the same reading, whoever brings it. */
export const readings = sqliteTable(
  'readings',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kpiId: text()
      .notNull()
      .references(() => kpis.id),
    at: text().notNull(),
    value: real().notNull(),
    source: text().notNull(),
    note: text(),
    recordedBy: integer().references(() => people.id),
    recordedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('readings_same').on(t.kpiId, t.at, t.value),
    index('readings_newest').on(t.kpiId, t.at, t.recordedAt),
  ],
)

/** A target reached, or a limit left or kept again: told once for each date on which it was. */
export const crossings = sqliteTable(
  'crossings',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kpiId: text()
      .notNull()
      .references(() => kpis.id),
    kind: text({ enum: ['target-reached', 'limit-left', 'limit-kept'] }).notNull(),
    readingId: integer()
      .notNull()
      .references(() => readings.id),
    /** The reading's date: a corrected value of the same day is no second crossing. */
    at: text().notNull(),
    noticedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('crossings_once').on(t.kpiId, t.kind, t.at)],
)
