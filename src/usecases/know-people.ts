import type { PersonId } from '../domain/ids.ts'
import type { Person, SlackPerson } from '../domain/people.ts'
import { Problem } from '../domain/problem.ts'
import type { Db } from '../platform/db.ts'
import { findPersonBySlackId, peopleById } from '../storage/people.ts'
import { savePersonFromSlack } from '../storage/people-from-slack.ts'
import { homesChanged } from './home/homes-changed.ts'
import type { Directory } from './ports.ts'

/** The person behind a Slack id; somebody we have not met is looked up in Slack first. */
export async function knowPerson(db: Db, directory: Directory, slackId: string, now: Date): Promise<Person> {
  const known = findPersonBySlackId(db, slackId)
  if (known) return known
  const said = await directory.findPerson(slackId)
  if (!said) throw new Problem('Slack does not tell me who you are. Please try again in a minute.')
  return savePersonFromSlack(db, said, now)
}

/** Takes over what Slack says about somebody now (a moved zone, a new name, a leaver), if it is somebody we know. */
export function learnKnownPerson(db: Db, said: SlackPerson, now: Date): void {
  if (!findPersonBySlackId(db, said.slackId)) return
  const { id } = savePersonFromSlack(db, said, now)
  // Their zone stands in their Home, and what it makes of the next question.
  homesChanged(db, [id], now)
}

/** Above so many, one list of everybody is cheaper than asking about each. */
const manyPeople = 20

/** Reads again from Slack what it says about these people, their zones above all. Rejects when Slack cannot be asked. */
export async function refreshPeople(db: Db, directory: Directory, ids: readonly PersonId[], now: Date): Promise<void> {
  const slackIds = new Set([...peopleById(db, ids).values()].flatMap(({ slackId }) => slackId ?? []))
  const said =
    slackIds.size > manyPeople
      ? (await directory.listPeople()).filter(({ slackId }) => slackIds.has(slackId))
      : await Promise.all([...slackIds].map((slackId) => directory.findPerson(slackId)))
  for (const person of said) if (person) savePersonFromSlack(db, person, now)
}
