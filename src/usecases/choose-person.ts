import type { Person } from '../domain/people.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import { findPersonBySlackId } from '../storage/people.ts'
import { savePersonFromSlack } from '../storage/people-from-slack.ts'
import type { Directory } from './ports.ts'

/**
 * Whoever was chosen in a form, as Slack knows them now: people leave, and become guests. Null for an app, or somebody
 * Slack does not tell about. While Slack cannot be asked, what we know has to do.
 */
export async function choosePerson(
  { db, directory, log }: { db: Db; directory: Directory; log: Logger },
  slackId: string,
  now: Date,
): Promise<Person | null> {
  try {
    const said = await directory.findPerson(slackId)
    return said && savePersonFromSlack(db, said, now)
  } catch (error) {
    log.warn({ err: error }, 'Slack did not say who was chosen; what it said last counts')
    return findPersonBySlackId(db, slackId)
  }
}

/** As `choosePerson`, for something anybody who is still here can do: Slack is asked only about somebody new. */
export async function chooseDoer(
  options: { db: Db; directory: Directory; log: Logger },
  slackId: string,
  now: Date,
): Promise<{ person: Person } | { problem: string }> {
  const person = findPersonBySlackId(options.db, slackId) ?? (await choosePerson(options, slackId, now))
  if (!person) return { problem: 'An app cannot do it. Choose a person.' }
  if (person.deactivatedAt) return { problem: `${person.name}’s account is deactivated. Choose somebody else.` }
  return { person }
}
