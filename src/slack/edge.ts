import type { App } from '@slack/bolt'
import type { Person } from '../domain/people.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import type { ChantProjects } from '../usecases/chant-files/projects.ts'
import { knowPerson } from '../usecases/know-people.ts'
import type { Directory } from '../usecases/ports.ts'
import type { SlackClients } from './clients.ts'
import type { Received } from './received.ts'

/** What listeners work with. They read and change through use cases; they never post (see messenger.ts). */
export interface Edge {
  app: App
  db: Db
  clock: Clock
  clients: SlackClients
  directory: Directory
  /** The chant projects people's words are written to. */
  projects: ChantProjects
  /** Our workspace; null until Slack was reached once. */
  teamId: () => string | null
  /** The slash command's name, `/okr`. */
  command: string
  defaultZone: string
  log: Logger
}

/** Who pressed or typed, as we know them; asks Slack about somebody new. */
export function whoIs(edge: Edge, slackId: string): Promise<Person> {
  return knowPerson(edge.db, edge.directory, slackId, edge.clock.now())
}

/** What the receiving side said about this delivery. */
export function receivedIn(context: object): Received {
  const { received } = context as { received?: Received }
  if (!received) throw new Error('a listener ran without its inbox row')
  return received
}
