import { eq, inArray } from 'drizzle-orm'
import type { PersonId } from '../domain/ids.ts'
import { type Person, parsePersonReference, type SlackPerson } from '../domain/people.ts'
import { type Db, transact } from '../platform/db.ts'
import { mergePeople } from './merge-people.ts'
import { bindReference, findPersonByReference, getPerson } from './people.ts'
import { people, personReferences } from './tables/people.ts'

/**
 * Records what Slack says about somebody: creates or updates them, and joins what was written about them so far by
 * e-mail and Slack id into one person. An e-mail that meant another Slack account now means this one: Slack knows best.
 *
 * An @handle is a display name: anybody may choose any, a guest too, and the OKR file gives rights by it. So it is joined
 * only when `handleIsSure`, because somebody looked at everybody and found one of that name; and what means an account
 * that is still here goes on meaning it.
 */
export function savePersonFromSlack(
  db: Db,
  said: SlackPerson,
  now: Date,
  { handleIsSure = false }: { handleIsSure?: boolean } = {},
): Person {
  return transact(db, (tx) => {
    const references = referencesOf(said, handleIsSure && isFree(tx, said))
    const id = onePerson(tx, said.slackId, references) ?? createPerson(tx, said)
    for (const reference of references) bindReference(tx, reference, id)
    updatePerson(tx, id, said, now)
    return getPerson(tx, id)
  })
}

function isFree(tx: Db, { slackId, handle }: SlackPerson): boolean {
  const holder = handle === null ? null : findPersonByReference(tx, `@${handle}`)
  return holder === null || holder.slackId === null || holder.slackId === slackId || holder.deactivatedAt !== null
}

function referencesOf({ slackId, email, handle }: SlackPerson, withHandle: boolean): string[] {
  const written = [slackId, email, handle === null || !withHandle ? null : `@${handle}`]
  return written.flatMap((text) => (text === null ? [] : (parsePersonReference(text)?.text ?? [])))
}

function onePerson(tx: Db, slackId: string, references: readonly string[]): PersonId | null {
  const bySlackId = tx.select({ id: people.id }).from(people).where(eq(people.slackId, slackId)).get()
  const byReference = tx
    .selectDistinct({ id: people.id, slackId: people.slackId })
    .from(personReferences)
    .innerJoin(people, eq(people.id, personReferences.personId))
    .where(inArray(personReferences.reference, [...references]))
    .orderBy(people.id)
    .all()
    .filter((row) => row.slackId === null)
  const keep = bySlackId?.id ?? byReference[0]?.id
  if (keep === undefined) return null
  for (const { id } of byReference) if (id !== keep) mergePeople(tx, id, keep)
  return keep
}

function createPerson(tx: Db, { slackId, name }: SlackPerson): PersonId {
  return tx.insert(people).values({ slackId, name }).returning({ id: people.id }).get().id
}

function updatePerson(tx: Db, id: PersonId, said: SlackPerson, now: Date): void {
  const before = getPerson(tx, id)
  tx.update(people)
    .set({
      slackId: said.slackId,
      name: said.name,
      handle: said.handle ?? before.handle,
      email: said.email?.toLowerCase() ?? before.email,
      ...(said.zone === null ? {} : { zone: said.zone }),
      isWorkspaceAdmin: said.isWorkspaceAdmin,
      isGuest: said.isGuest,
      isExternal: said.isExternal,
      deactivatedAt: said.isDeactivated ? (before.deactivatedAt ?? now) : null,
      seenAt: now,
    })
    .where(eq(people.id, id))
    .run()
}
