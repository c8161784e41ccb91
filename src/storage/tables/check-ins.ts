import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { type Evidence, riskKinds, verdicts } from '../../domain/check-ins.ts'
import { openItemKinds } from '../../domain/open-items.ts'
import { instant } from './columns.ts'
import { cycles, keyResults } from './objectives.ts'
import { people } from './people.ts'
import { teams } from './teams.ts'

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
    /** Which page of the message is shown, when it has many key results. */
    page: integer().notNull().default(1),
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

/** A reminder's hour has come: it was sent, or nothing was missing any more. Once for each request and number. */
export const reminders = sqliteTable(
  'reminders',
  {
    requestId: integer()
      .notNull()
      .references(() => requests.id),
    number: integer().$type<1 | 2>().notNull(),
    decidedAt: instant().notNull(),
    outcome: text({ enum: ['sent', 'not-needed'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.number] }), check('reminders_are_two', sql`${t.number} in (1, 2)`)],
)

/** The lead asked somebody once more, by hand: once for each person and week. */
export const askedAgain = sqliteTable('asked_again', {
  requestId: integer()
    .primaryKey()
    .references(() => requests.id),
  askedBy: integer()
    .notNull()
    .references(() => people.id),
  askedAt: instant().notNull(),
})

/** What somebody typed into a form that could not be saved: it comes back when the form is opened again. */
export const drafts = sqliteTable(
  'drafts',
  {
    personId: integer()
      .notNull()
      .references(() => people.id),
    /** What the form is about, `check-in-form:17:O1-KR1`. */
    about: text().notNull(),
    fields: text({ mode: 'json' }).$type<Record<string, string | null>>().notNull(),
    savedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.about] })],
)

/** What an answer left open: with a person and a date, shown with its age until somebody closes it with a result. */
export const openItems = sqliteTable(
  'open_items',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: openItemKinds }).notNull(),
    keyResultId: text()
      .notNull()
      .references(() => keyResults.id),
    /** The week's answer that opened it. */
    checkInId: integer()
      .notNull()
      .references(() => checkIns.id),
    text: text().notNull(),
    personId: integer().references(() => people.id),
    due: text(),
    openedAt: instant().notNull(),
    closedAt: instant(),
    closedBy: integer().references(() => people.id),
    /** `withdrawn`: whoever named it took the answer back, or said something else. */
    closedHow: text({ enum: ['done', 'withdrawn'] }),
    result: text(),
  },
  (t) => [
    index('open_items_open').on(t.keyResultId).where(sql`${t.closedAt} is null`),
    // At most one investigation and one adjustment plan are open for a key result.
    uniqueIndex('open_items_one_open')
      .on(t.keyResultId, t.kind)
      .where(sql`${t.closedAt} is null and ${t.kind} in ('investigation', 'adjustment-plan')`),
    check(
      'open_items_closed_is_whole',
      sql`(${t.closedAt} is null) = (${t.closedBy} is null) and (${t.closedAt} is null) = (${t.closedHow} is null)`,
    ),
    check('open_items_done_has_result', sql`(${t.closedHow} is 'done') = (${t.result} is not null)`),
  ],
)

/** A key result offered to somebody else. Nothing changes hands before the successor accepts. */
export const handOvers = sqliteTable(
  'hand_overs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    keyResultId: text()
      .notNull()
      .references(() => keyResults.id),
    /** Null: it had no owner. */
    fromId: integer().references(() => people.id),
    toId: integer()
      .notNull()
      .references(() => people.id),
    offeredBy: integer()
      .notNull()
      .references(() => people.id),
    offeredAt: instant().notNull(),
    /** What the one who offers it wants to say. */
    word: text(),
    answer: text({ enum: ['accepted', 'declined', 'withdrawn'] }),
    answeredAt: instant(),
  },
  (t) => [
    uniqueIndex('hand_overs_one_open').on(t.keyResultId).where(sql`${t.answer} is null`),
    check('hand_overs_answered_is_whole', sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
  ],
)

/** One weekly summary for each team and ISO week; posted, or nothing to say. */
export const summaries = sqliteTable(
  'summaries',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    teamId: integer()
      .notNull()
      .references(() => teams.id),
    week: text().notNull(),
    plannedAt: instant().notNull(),
    decidedAt: instant().notNull(),
    /** `superseded`: it could not be posted before the next one was due. */
    outcome: text({ enum: ['posted', 'not-due', 'no-channel', 'superseded'] }).notNull(),
    acknowledgedBy: integer().references(() => people.id),
    acknowledgedAt: instant(),
  },
  (t) => [
    uniqueIndex('summaries_one_per_week').on(t.teamId, t.week),
    check('summaries_acknowledged_is_whole', sql`(${t.acknowledgedBy} is null) = (${t.acknowledgedAt} is null)`),
  ],
)

/** A lead's question about an answer, put to the owner in their own thread, and what they said. */
export const questions = sqliteTable('questions', {
  id: integer().primaryKey({ autoIncrement: true }),
  checkInId: integer()
    .notNull()
    .references(() => checkIns.id),
  summaryId: integer().references(() => summaries.id),
  askedBy: integer()
    .notNull()
    .references(() => people.id),
  text: text().notNull(),
  askedAt: instant().notNull(),
  reply: text(),
  repliedBy: integer().references(() => people.id),
  repliedAt: instant(),
  /** Whoever gave the answer. */
  askedOf: integer()
    .notNull()
    .references(() => people.id),
})

/** Who will be asked when, as the lead was told it: one message for each team and cycle, edited while it changes. */
export const previews = sqliteTable(
  'previews',
  {
    teamId: integer()
      .notNull()
      .references(() => teams.id),
    cycleId: integer()
      .notNull()
      .references(() => cycles.id),
    /** What was told, so that a change is seen. */
    told: text().notNull(),
    toldAt: instant().notNull(),
    changedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.cycleId] })],
)

/** What a version of a check-in says about testing the assumption behind its key result. */
export const assumptionTests = sqliteTable(
  'assumption_tests',
  {
    checkInId: integer().notNull(),
    version: integer().notNull(),
    /** The test that comes next. */
    nextTest: text(),
    /** What came of the one before. */
    result: text(),
    verdict: text({ enum: verdicts }),
  },
  (t) => [
    primaryKey({ columns: [t.checkInId, t.version] }),
    foreignKey({
      columns: [t.checkInId, t.version],
      foreignColumns: [checkInVersions.checkInId, checkInVersions.version],
    }),
    check('assumption_tests_result_is_judged', sql`(${t.result} is null) = (${t.verdict} is null)`),
  ],
)
