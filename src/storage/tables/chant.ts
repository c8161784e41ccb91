import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { activityKinds } from '../../domain/activity.ts'
import type { ReadingCursor, RepositoryNote } from '../../domain/chant-reading.ts'
import { approvalStatuses, specStatuses } from '../../domain/specs.ts'
import { instant } from './columns.ts'

/** A chant project we read, under the name people give it. */
export const chantRepositories = sqliteTable('chant_repositories', {
  name: text().primaryKey(),
  /** Where the last complete reading ended; null until there was one. */
  cursor: text({ mode: 'json' }).$type<ReadingCursor>(),
  /** Counts readings, so that what a reading of everything did not find can be told. */
  readings: integer().notNull().default(0),
  readAt: instant(),
  notes: text({ mode: 'json' }).$type<RepositoryNote[]>().notNull(),
  /** Why the last attempt failed, in a sentence; null when it did not. */
  problem: text(),
})

/** The spec files as they stand. A row without `status` is a file that could not be used; `problem` says why. */
export const chantSpecs = sqliteTable(
  'chant_specs',
  {
    repository: text()
      .notNull()
      .references(() => chantRepositories.name),
    path: text().notNull(),
    specId: text().notNull(),
    isArchived: integer({ mode: 'boolean' }).notNull(),
    /** git's name for the content. */
    blob: text(),
    problem: text(),
    title: text(),
    type: text(),
    status: text({ enum: specStatuses }),
    labels: text({ mode: 'json' }).$type<string[]>().notNull(),
    dependsOn: text({ mode: 'json' }).$type<string[]>().notNull(),
    members: text({ mode: 'json' }).$type<string[]>().notNull(),
    informedBy: text({ mode: 'json' }).$type<string[]>().notNull(),
    targetFiles: text({ mode: 'json' }).$type<string[]>().notNull(),
    completedAt: instant(),
    approvalStatus: text({ enum: approvalStatuses }),
    approvalRequired: integer({ mode: 'boolean' }).notNull(),
    approvalBy: text(),
    approvalAt: instant(),
    criteriaChecked: integer().notNull(),
    criteriaTotal: integer().notNull(),
    reading: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.repository, t.path] }),
    index('chant_specs_id').on(t.repository, t.specId),
    check('chant_specs_problem_or_status', sql`${t.status} is not null or ${t.problem} is not null`),
  ],
)

/** What happened to specs. Rows stay when their commit goes: what people were told is not forgotten. */
export const chantEvents = sqliteTable(
  'chant_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    repository: text()
      .notNull()
      .references(() => chantRepositories.name),
    /** Empty: seen in the checkout's folder, and in no commit yet. */
    commit: text('commit_id').notNull(),
    specId: text().notNull(),
    event: text({ enum: activityKinds }).notNull(),
    at: instant().notNull(),
    by: text('by_whom'),
    reason: text(),
    note: text(),
    /** The spec as it stood then; null when the commit did not touch its file. */
    spec: text({ mode: 'json' }).$type<{ title: string | null; type: string; labels: string[] }>(),
    /** When we learnt of it; for what lay there before we first looked, when it happened. */
    knownAt: instant().notNull(),
    /** When its commit was found to be gone. */
    goneAt: instant(),
    reading: integer().notNull(),
  },
  (t) => [
    uniqueIndex('chant_events_same').on(t.repository, t.specId, t.event, t.at, t.commit),
    index('chant_events_known').on(t.knownAt),
    index('chant_events_at').on(t.at),
    index('chant_events_commit').on(t.repository, t.commit),
  ],
)

/** The files in which specs report figures, as they were last read. */
export const chantReportFiles = sqliteTable(
  'chant_report_files',
  {
    repository: text()
      .notNull()
      .references(() => chantRepositories.name),
    path: text().notNull(),
    /** git's name for the content. */
    blob: text().notNull(),
    /** What of it could not be used, a sentence each. */
    problems: text({ mode: 'json' }).$type<string[]>().notNull(),
    readAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.repository, t.path] })],
)
