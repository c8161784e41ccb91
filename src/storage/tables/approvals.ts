import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ApprovalNews } from '../../domain/approval-news.ts'
import { approvalKinds, approvalOutcomes, decisionStates } from '../../domain/approvals.ts'
import { verdicts } from '../../domain/chant-writing.ts'
import type { SpecApproval } from '../../domain/specs.ts'
import { instant } from './columns.ts'
import { cycles, keyResults } from './objectives.ts'
import { people } from './people.ts'

/** One request to decide on the content of one spec; see `domain/approvals.ts`. */
export const approvals = sqliteTable(
  'approvals',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    repository: text().notNull(),
    specId: text().notNull(),
    round: integer().notNull(),
    follows: integer(),
    kind: text({ enum: approvalKinds }).notNull(),
    title: text().notNull(),
    version: integer().notNull(),
    fingerprint: text().notNull(),
    settledVersion: integer(),
    /** The spec's approval as far as we have taken account of it; instants as ISO text. */
    seen: text({ mode: 'json' }).$type<SeenApproval | null>(),
    openedAt: instant().notNull(),
    expiresAt: instant(),
    closedAt: instant(),
    outcome: text({ enum: approvalOutcomes }),
    closedBecause: text(),
    channel: text(),
    askedId: integer().references(() => people.id),
  },
  (t) => [
    uniqueIndex('approvals_round').on(t.repository, t.specId, t.round),
    uniqueIndex('approvals_one_open').on(t.repository, t.specId).where(sql`${t.closedAt} is null`),
    check('approvals_closed_is_whole', sql`(${t.closedAt} is null) = (${t.outcome} is null)`),
    check('approvals_round_counts', sql`${t.round} >= 1 and ${t.version} >= 1`),
  ],
)

export type SeenApproval = Omit<SpecApproval, 'at'> & { at: string | null }

/** What there was to decide on, version by version: the spec's own body (path empty) and the files it was to write. */
export const approvalContents = sqliteTable(
  'approval_contents',
  {
    approvalId: integer()
      .notNull()
      .references(() => approvals.id),
    version: integer().notNull(),
    path: text().notNull(),
    position: integer().notNull(),
    text: text(),
    problem: text(),
    seenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.approvalId, t.version, t.path] })],
)

/** Who said yes to which version, where more than one has to. */
export const approvalVotes = sqliteTable(
  'approval_votes',
  {
    approvalId: integer()
      .notNull()
      .references(() => approvals.id),
    version: integer().notNull(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    votedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.approvalId, t.version, t.personId] })],
)

/** What was decided, by whom, and how far chant knows of it. */
export const approvalDecisions = sqliteTable(
  'approval_decisions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    approvalId: integer()
      .notNull()
      .references(() => approvals.id),
    number: integer().notNull(),
    version: integer().notNull(),
    verdict: text({ enum: verdicts }).notNull(),
    reason: text(),
    personId: integer().references(() => people.id),
    byName: text().notNull(),
    isOutside: integer({ mode: 'boolean' }).notNull(),
    kind: text({ enum: ['decision', 'withdrawal', 'second-thought'] }).notNull(),
    decidedAt: instant().notNull(),
    state: text({ enum: decisionStates }).notNull(),
    problem: text(),
    commit: text('commit_id'),
    writtenAt: instant(),
  },
  (t) => [
    uniqueIndex('approval_decisions_number').on(t.approvalId, t.number),
    // One decision is on its way at a time: a second click finds the first.
    uniqueIndex('approval_decisions_one_telling').on(t.approvalId).where(sql`${t.state} in ('telling', 'stuck')`),
    check(
      'approval_decisions_rejection_has_reason',
      sql`${t.verdict} = 'approved' or ${t.isOutside} or ${t.reason} is not null`,
    ),
    check('approval_decisions_written_is_whole', sql`(${t.state} = 'written') = (${t.writtenAt} is not null)`),
  ],
)

/** What is told in an approval's thread; each has one message. */
export const approvalNews = sqliteTable(
  'approval_news',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    approvalId: integer()
      .notNull()
      .references(() => approvals.id),
    news: text({ mode: 'json' }).$type<ApprovalNews>().notNull(),
    personId: integer().references(() => people.id),
    at: instant().notNull(),
  },
  (t) => [index('approval_news_approval').on(t.approvalId)],
)

/** A reminder's hour has come: those who may decide were reminded, or there was nobody or nothing to. */
export const approvalReminders = sqliteTable(
  'approval_reminders',
  {
    approvalId: integer()
      .notNull()
      .references(() => approvals.id),
    number: integer().$type<1 | 2>().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.approvalId, t.number] }),
    check('approval_reminders_are_two', sql`${t.number} in (1, 2)`),
  ],
)

/** What people wrote in an approval's thread, as it was last read there. */
export const approvalRemarks = sqliteTable(
  'approval_remarks',
  {
    approvalId: integer()
      .notNull()
      .references(() => approvals.id),
    ts: text().notNull(),
    byName: text().notNull(),
    text: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.approvalId, t.ts] })],
)

/** What of an approved finding's work was told in its thread. */
export const approvalFollowed = sqliteTable(
  'approval_followed',
  {
    approvalId: integer()
      .notNull()
      .references(() => approvals.id),
    specId: text().notNull(),
    event: text().notNull(),
    toldAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.approvalId, t.specId, t.event] })],
)

/** What an approved finding promised, and what came of it by the word of a person at the cycle's end. */
export const approvalResults = sqliteTable(
  'approval_results',
  {
    approvalId: integer()
      .primaryKey()
      .references(() => approvals.id),
    askedId: integer()
      .notNull()
      .references(() => people.id),
    askedAt: instant().notNull(),
    text: text(),
    saidBy: integer().references(() => people.id),
    saidAt: instant(),
  },
  (t) => [
    check(
      'approval_results_said_is_whole',
      sql`(${t.text} is null) = (${t.saidAt} is null) and (${t.text} is null) = (${t.saidBy} is null)`,
    ),
  ],
)

/** Decisions for the record, tied to the key results they concern. */
export const decisionLog = sqliteTable(
  'decision_log',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    cycleId: integer().references(() => cycles.id),
    at: instant().notNull(),
    /** What was decided, in a sentence. */
    what: text().notNull(),
    reason: text(),
    personId: integer().references(() => people.id),
    byName: text().notNull(),
    decisionId: integer().references(() => approvalDecisions.id),
  },
  (t) => [uniqueIndex('decision_log_decision').on(t.decisionId), index('decision_log_at').on(t.at)],
)

export const decisionLogKeyResults = sqliteTable(
  'decision_log_key_results',
  {
    entryId: integer()
      .notNull()
      .references(() => decisionLog.id),
    keyResultId: text()
      .notNull()
      .references(() => keyResults.id),
  },
  (t) => [primaryKey({ columns: [t.entryId, t.keyResultId] }), index('decision_log_key_result').on(t.keyResultId)],
)

/** Files the app commits to a chant project on somebody's behalf: digests, research, drivers, discussions. */
export const chantFiles = sqliteTable(
  'chant_files',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    repository: text().notNull(),
    kind: text({ enum: ['digest', 'research', 'driver', 'discussion'] }).notNull(),
    /** What people call it: a title, a file's name. */
    title: text().notNull(),
    files: text({ mode: 'json' }).$type<{ path: string; text: string; ifThere: 'keep' | 'replace' }[]>().notNull(),
    message: text().notNull(),
    /** Null: the app's own (a discussion). */
    personId: integer().references(() => people.id),
    approvalId: integer().references(() => approvals.id),
    /** The spec it makes, when it makes one. */
    specId: text(),
    askedAt: instant().notNull(),
    state: text({ enum: ['telling', 'written', 'stuck'] }).notNull(),
    problem: text(),
    commit: text('commit_id'),
    writtenAt: instant(),
  },
  (t) => [
    index('chant_files_approval').on(t.approvalId),
    index('chant_files_spec').on(t.repository, t.specId),
    check('chant_files_written_is_whole', sql`(${t.state} = 'written') = (${t.writtenAt} is not null)`),
  ],
)

/** Slack's user groups that approval rules name, with who was in them when Slack was last asked. */
export const userGroups = sqliteTable('user_groups', {
  slackId: text().primaryKey(),
  handle: text().notNull(),
  name: text().notNull(),
  /** Slack ids. */
  members: text({ mode: 'json' }).$type<string[]>().notNull(),
  readAt: instant().notNull(),
})

/** Channels that approval rules name, as written, and which ones Slack says they are. */
export const ruleChannels = sqliteTable('rule_channels', {
  channel: text().primaryKey(),
  channelId: text().notNull(),
})

/** Whether chant itself can be run here, when that was last tried: cards say so before somebody presses in vain. */
export const chantProgram = sqliteTable(
  'chant_program',
  {
    id: integer().primaryKey(),
    /** A sentence for people; null when it runs. */
    problem: text(),
    checkedAt: instant().notNull(),
  },
  (t) => [check('chant_program_is_one', sql`${t.id} = 1`)],
)
