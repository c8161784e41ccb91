import type { Person, SlackPerson } from '../domain/people.ts'
import { Problem } from '../domain/problem.ts'
import type { Db } from '../platform/db.ts'
import { findPersonBySlackId } from '../storage/people.ts'
import { savePersonFromSlack } from '../storage/people-from-slack.ts'
import type { Directory } from './ports.ts'

/** The person behind a Slack id; somebody we have not met is looked up in Slack first. */
export async function knowPerson(db: Db, directory: Directory, slackId: string, now: Date): Promise<Person> {
  const known = findPersonBySlackId(db, slackId)
  if (known) return known
  const said = await directory.findPerson(slackId)
  if (!said) throw new Problem('Slack does not tell me who you are. Please try again in a minute.')
  return savePersonFromSlack(db, said, now)
}

/** Takes over what Slack says about somebody now: a moved zone, a new name, a leaver. */
export function learnPerson(db: Db, said: SlackPerson, now: Date): Person {
  return savePersonFromSlack(db, said, now)
}
