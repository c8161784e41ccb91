import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Assumption } from '../../domain/objectives.ts'
import { instant } from './columns.ts'
import { kpis } from './kpis.ts'
import { people } from './people.ts'
import { teams } from './teams.ts'

export const cycles = sqliteTable(
  'cycles',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    starts: text().notNull(),
    ends: text().notNull(),
    closedAt: instant(),
  },
  (t) => [uniqueIndex('cycles_name').on(t.name), check('cycles_end_after_start', sql`${t.ends} > ${t.starts}`)],
)

export const objectives = sqliteTable(
  'objectives',
  {
    /** `O12`, given once per workspace and never reused. */
    id: text().primaryKey(),
    number: integer().notNull(),
    cycleId: integer()
      .notNull()
      .references(() => cycles.id),
    teamId: integer()
      .notNull()
      .references(() => teams.id),
    title: text().notNull(),
    type: text({ enum: ['impact', 'enabler'] }),
    /** The objective or key result above that this one serves. */
    supports: text(),
    whyNow: text(),
  },
  (t) => [
    uniqueIndex('objectives_number').on(t.number),
    check('objectives_id_is_number', sql`${t.id} = 'O' || ${t.number}`),
  ],
)

export const keyResults = sqliteTable(
  'key_results',
  {
    /** `O12-KR3`. */
    id: text().primaryKey(),
    objectiveId: text()
      .notNull()
      .references(() => objectives.id),
    number: integer().notNull(),
    title: text().notNull(),
    kpiId: text()
      .notNull()
      .references(() => kpis.id),
    baseline: real(),
    target: real(),
    threshold: real(),
    /** Null: the cycle's end. */
    due: text(),
    ownerId: integer().references(() => people.id),
    /** When the present owner took over: they are asked from the next ask on. */
    ownedSince: instant(),
    indicator: text({ enum: ['leading', 'lagging'] }),
    commitment: text({ enum: ['committed', 'aspirational'] }).notNull(),
    measurement: text(),
    dashboard: text(),
    guardrailKpiId: text().references(() => kpis.id),
    labels: text({ mode: 'json' }).$type<string[]>().notNull(),
    assumption: text({ mode: 'json' }).$type<Assumption | null>(),
    proxyFor: text(),
  },
  (t) => [
    uniqueIndex('key_results_number').on(t.objectiveId, t.number),
    index('key_results_owner').on(t.ownerId),
    check('key_results_id_is_number', sql`${t.id} = ${t.objectiveId} || '-KR' || ${t.number}`),
  ],
)

/** What a key result waits for. Open until closed, with an owner and a date. */
export const dependencies = sqliteTable('dependencies', {
  id: integer().primaryKey({ autoIncrement: true }),
  keyResultId: text()
    .notNull()
    .references(() => keyResults.id),
  on: text('depends_on').notNull(),
  ownerId: integer().references(() => people.id),
  due: text(),
  closedAt: instant(),
})

export const links = sqliteTable('links', {
  id: integer().primaryKey({ autoIncrement: true }),
  keyResultId: text()
    .notNull()
    .references(() => keyResults.id),
  kind: text().notNull(),
  title: text(),
  url: text().notNull(),
})

export const initiatives = sqliteTable(
  'initiatives',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    title: text().notNull(),
    /** A URL, or `chant:[repository/]<spec id>`. */
    link: text(),
    evidence: text(),
    expectedImpact: text(),
  },
  (t) => [uniqueIndex('initiatives_title').on(t.title)],
)

export const contributions = sqliteTable(
  'contributions',
  {
    initiativeId: integer()
      .notNull()
      .references(() => initiatives.id),
    keyResultId: text()
      .notNull()
      .references(() => keyResults.id),
  },
  (t) => [primaryKey({ columns: [t.initiativeId, t.keyResultId] })],
)

/** Who may decide on findings, in the file's order: the first rule that matches counts. */
export const approvalRules = sqliteTable('approval_rules', {
  position: integer().primaryKey(),
  rule: text({ mode: 'json' }).$type<unknown>().notNull(),
})

/** What the OKR file last said about each thing, so that an edit made since in Slack is seen and kept. */
export const fileEntries = sqliteTable(
  'file_entries',
  {
    kind: text().notNull(),
    key: text().notNull(),
    definition: text({ mode: 'json' }).$type<unknown>().notNull(),
    importedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.key] })],
)
