import { type Person, parsePersonReference } from '../../domain/people.ts'
import type { Db } from '../../platform/db.ts'
import { listPeople, listReferences } from '../../storage/people.ts'

/** How the OKR file writes somebody: e-mail, else @handle, else Slack id. */
export function referenceOf({ email, handle, slackId, name }: Person): string {
  const candidates = [email, handle === null ? null : `@${handle}`, slackId, name]
  for (const candidate of candidates) {
    const parsed = candidate === null ? null : parsePersonReference(candidate)
    if (parsed) return parsed.kind === 'slack-id' ? parsed.text.toUpperCase() : parsed.text
  }
  return name
}

/** Writes everybody in one way, however a file wrote them; whom nobody knows stays as written. */
export function oneWayToWrite(db: Db): (reference: string) => string {
  const people = new Map(listPeople(db).map((person) => [person.id, referenceOf(person)]))
  const references = listReferences(db)
  return (reference) => {
    const id = references.get(parsePersonReference(reference)?.text ?? reference)
    return (id === undefined ? undefined : people.get(id)) ?? reference
  }
}
