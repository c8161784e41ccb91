import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { PersonId } from '../domain/ids.ts'
import { type Person, parsePersonReference } from '../domain/people.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { people, personReferences } from './tables/people.ts'

/** The person with this row number, which came from our own tables: that it is missing is a bug. */
export function getPerson(db: Db, id: PersonId): Person {
  const row = byId(db).get({ id })
  if (!row) throw new Error(`no person ${id}`)
  return toPerson(row)
}

export function findPersonBySlackId(db: Db, slackId: string): Person | null {
  const row = db.select().from(people).where(eq(people.slackId, slackId)).get()
  return row ? toPerson(row) : null
}

/** Whom a Slack id, @handle or e-mail means, if we know. */
export function findPersonByReference(db: Db, reference: string): Person | null {
  const parsed = parsePersonReference(reference)
  if (!parsed) return null
  const row = db
    .select({ id: personReferences.personId })
    .from(personReferences)
    .where(eq(personReferences.reference, parsed.text))
    .get()
  return row ? getPerson(db, row.id) : null
}

export function listPeople(db: Db): Person[] {
  return all(db).all().map(toPerson)
}

/** Those of `ids` that exist, by id. */
export function peopleById(db: Db, ids: readonly PersonId[]): Map<PersonId, Person> {
  const rows = db
    .select()
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]))
    .all()
  return new Map(rows.map((row) => [row.id, toPerson(row)]))
}

/**
 * The person a reference means; made when nobody has been written so before. Throws RangeError for what is no
 * reference: files and commands are checked before.
 */
export function ensurePerson(db: Db, reference: string): PersonId {
  const parsed = parsePersonReference(reference)
  if (!parsed) throw new RangeError(`${reference} is no person`)
  const known = findPersonByReference(db, parsed.text)
  if (known) return known.id
  const { id } = db
    .insert(people)
    .values({
      name: reference.trim(),
      slackId: parsed.kind === 'slack-id' ? parsed.text.toUpperCase() : null,
      handle: parsed.kind === 'handle' ? parsed.text.slice(1) : null,
      email: parsed.kind === 'email' ? parsed.text : null,
    })
    .returning({ id: people.id })
    .get()
  bindReference(db, parsed.text, id)
  return id
}

/** From now on `reference` means this person, whoever it meant before. */
export function bindReference(db: Db, reference: string, personId: PersonId): void {
  const parsed = parsePersonReference(reference)
  if (!parsed) throw new RangeError(`${reference} is no person`)
  db.insert(personReferences)
    .values({ reference: parsed.text, personId })
    .onConflictDoUpdate({ target: personReferences.reference, set: { personId } })
    .run()
}

/** Every reference in use, comparable (see `parsePersonReference`), and whom it means. */
export function listReferences(db: Db): Map<string, PersonId> {
  const rows = db.select().from(personReferences).all()
  return new Map(rows.map((row) => [row.reference, row.personId]))
}

/**
 * People Slack was not asked about yet, by what they were written as: for `users.lookupByEmail`, `users.info` and the
 * member list. Answers go to `savePersonFromSlack` (and `bindReference`, when a handle was found by display name).
 */
export function listUnresolvedReferences(db: Db): { reference: string; personId: PersonId }[] {
  return db
    .select({ reference: personReferences.reference, personId: personReferences.personId })
    .from(personReferences)
    .innerJoin(people, eq(people.id, personReferences.personId))
    .where(isNull(people.seenAt))
    .orderBy(personReferences.reference)
    .all()
}

/** Remembers the direct-message channel with somebody. */
export function setDmChannel(db: Db, id: PersonId, dmChannel: string): void {
  db.update(people).set({ dmChannel }).where(eq(people.id, id)).run()
}

/** Remembers that somebody looks at Home. */
export function setHomeOpened(db: Db, id: PersonId, now: Date): void {
  db.update(people).set({ homeOpenedAt: now }).where(eq(people.id, id)).run()
}

/** Which of these people have ever opened Home, and when they last did. */
export function homesOpened(db: Db, ids: readonly PersonId[]): Map<PersonId, Date> {
  const rows = db
    .select({ id: people.id, at: people.homeOpenedAt })
    .from(people)
    .where(and(inArray(people.id, [...ids]), isNotNull(people.homeOpenedAt)))
    .all()
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])))
}

/** What the OKR file says about somebody that Slack does not know. */
export function savePersonFromFile(db: Db, id: PersonId, said: { git: string | null; zone: string | null }): void {
  db.update(people).set({ git: said.git, fileZone: said.zone }).where(eq(people.id, id)).run()
}

/** Makes exactly these people admins by the OKR file. Slack's workspace admins are not touched. */
export function setFileAdmins(db: Db, ids: readonly PersonId[]): void {
  db.update(people)
    .set({ isAdmin: sql`${people.id} in (select value from json_each(${JSON.stringify(ids)}))` })
    .run()
}

/** Who is an admin by the OKR file. */
export function listFileAdmins(db: Db): PersonId[] {
  const rows = db.select({ id: people.id }).from(people).where(eq(people.isAdmin, true)).orderBy(people.id).all()
  return rows.map((row) => row.id)
}

/** What the OKR file said about everybody: not the same as what counts, Slack's zone wins. */
export function listFileFacts(db: Db): Map<PersonId, { git: string | null; zone: string | null }> {
  const rows = db.select({ id: people.id, git: people.git, zone: people.fileZone }).from(people).all()
  return new Map(rows.map(({ id, git, zone }) => [id, { git, zone }]))
}

export function toPerson(row: typeof people.$inferSelect): Person {
  return {
    id: row.id,
    slackId: row.slackId,
    name: row.name,
    handle: row.handle,
    email: row.email,
    zone: row.zone ?? row.fileZone,
    git: row.git,
    isAdmin: row.isAdmin || row.isWorkspaceAdmin,
    isGuest: row.isGuest,
    isExternal: row.isExternal,
    deactivatedAt: row.deactivatedAt,
    dmChannel: row.dmChannel,
  }
}

const byId = prepared((db) =>
  db
    .select()
    .from(people)
    .where(eq(people.id, sql.placeholder('id')))
    .prepare(),
)

const all = prepared((db) => db.select().from(people).orderBy(people.id).prepare())
