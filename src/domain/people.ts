import type { PersonId } from './ids.ts'
import type { LocalDate, LocalTime, Weekday, Zone } from './local-time.ts'

/** Somebody who owns, leads, decides or clicked. */
export interface Person {
  id: PersonId
  /** Null until Slack was asked who a reference of the OKR file means: such a person cannot be written to yet. */
  slackId: string | null
  /** As Slack shows it; until then the reference as it was written. */
  name: string
  /** Without the @. */
  handle: string | null
  email: string | null
  /** Slack's zone, else the OKR file's. Null: neither knows (see `zoneOf`). */
  zone: Zone | null
  /** `Sarah <sarah@acme.example>`, for commits in their name. */
  git: string | null
  /** May change everything: by the OKR file, or as an admin of the Slack workspace. */
  isAdmin: boolean
  isGuest: boolean
  /** Belongs to another workspace (Slack Connect). */
  isExternal: boolean
  deactivatedAt: Date | null
  dmChannel: string | null
}

/** What Slack knows about somebody. Null: Slack did not say, what is known stays. */
export interface SlackPerson {
  slackId: string
  name: string
  handle: string | null
  email: string | null
  zone: Zone | null
  isWorkspaceAdmin: boolean
  isGuest: boolean
  isExternal: boolean
  isDeactivated: boolean
}

/** When somebody wants to be asked and who answers when they are away. Null: as the team has it, or nobody. */
export interface Preferences {
  weekday: Weekday | null
  time: LocalTime | null
  delegateId: PersonId | null
  /** `file` until the person changes it in Home. */
  source: 'file' | 'home'
}

/** Nobody is asked from `starts` to `ends`, both included; ended early by `resumedAt`. */
export interface Pause {
  id: number
  personId: PersonId
  starts: LocalDate
  ends: LocalDate
  pausedAt: Date
  resumedAt: Date | null
}

/** The zone to ask somebody in: their own, else the workspace's default. */
export function zoneOf(person: Pick<Person, 'zone'>, defaultZone: Zone): Zone {
  return person.zone ?? defaultZone
}

export interface PersonReference {
  kind: 'slack-id' | 'handle' | 'email'
  /** Comparable: lower case, a handle with its @. */
  text: string
}

/** How a person is written in files and commands: a Slack id (U…), an @handle or an e-mail. Null when it is none. */
export function parsePersonReference(text: string): PersonReference | null {
  const plain = text.trim().normalize('NFC').toLowerCase()
  if (/^[uw][a-z0-9]{2,20}$/.test(plain)) return { kind: 'slack-id', text: plain }
  if (/^@[^\s@]{1,80}$/.test(plain)) return { kind: 'handle', text: plain }
  if (/^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/.test(plain)) return { kind: 'email', text: plain }
  return null
}
