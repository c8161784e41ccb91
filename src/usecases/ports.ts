import type { PersonId } from '../domain/ids.ts'
import type { Notice } from '../domain/notices.ts'
import type { SlackPerson } from '../domain/people.ts'

/** Where a message stands, or will. */
export interface Address {
  channelId: string
  threadTs: string | null
}

/** What is known after an attempt to post. Only `unclear` may have posted without our knowing. */
export type PostOutcome =
  | { kind: 'posted'; ts: string }
  /** Definitely not posted; try again, not before `until`. */
  | { kind: 'rate-limited'; until: Date }
  | { kind: 'unavailable'; problem: string }
  /** Definitely not posted, and never will be as it is. */
  | { kind: 'refused'; fault: 'person' | 'channel' | 'token' | 'message'; problem: string }
  /** Timeout, reset, 5xx, `internal_error`: it may or may not stand there. */
  | { kind: 'unclear'; problem: string }

export type LookUp =
  | { kind: 'found'; ts: string; extras: readonly string[] }
  | { kind: 'absent' }
  /**
   * Slack did not let us look: not the same as absent. `lasting` when waiting will not help (a missing scope); `until`
   * when Slack said when to come back.
   */
  | { kind: 'cannot-tell'; problem: string; lasting: boolean; until?: Date }

/** Slack, as the use cases see it. Every call takes ids and a notice; how it looks is decided behind this line. */
export interface Messenger {
  /** The direct-message channel with somebody; safe to repeat. */
  openDirectMessage(slackId: string): Promise<{ channelId: string } | Exclude<PostOutcome, { kind: 'posted' }>>
  /** `key` is what the message is marked with, so that `lookUp` finds it. */
  post(key: string, notice: Notice, to: Address, now: Date): Promise<PostOutcome>
  lookUp(key: string, at: Address, since: Date, now: Date): Promise<LookUp>
  /** Renders the notice again over the message that stands. Safe to repeat. */
  update(
    key: string,
    notice: Notice,
    at: Address & { ts: string },
    now: Date,
  ): Promise<Exclude<PostOutcome, { kind: 'posted' }> | { kind: 'updated' }>
  remove(at: Address & { ts: string }): Promise<void>
}

/** Everybody's Home tab. What stands in it is decided behind this line. */
export interface Homes {
  /** Shows somebody's Home as it is now. Safe to repeat. */
  publish(personId: PersonId, now: Date): Promise<Exclude<PostOutcome, { kind: 'posted' }> | { kind: 'published' }>
}

/** Who and what is in the workspace. Rejects with an Error when Slack cannot be asked. */
export interface Directory {
  findPerson(slackId: string): Promise<SlackPerson | null>
  listPeople(): Promise<SlackPerson[]>
  /** Every channel we can see, by its name without `#`. */
  listChannels(): Promise<{ id: string; name: string; isMember: boolean; isArchived: boolean; isPrivate: boolean }[]>
  joinChannel(channelId: string): Promise<void>
  /** The workspace's user groups that are in use, with their members' Slack ids; or that the app may not ask for them. */
  listUserGroups(): Promise<{ slackId: string; handle: string; name: string; members: string[] }[] | 'not-allowed'>
}

/** What people write under a message. Rejects with an Error when Slack cannot be asked. */
export interface Threads {
  /** What people (not apps) wrote in the thread of a message, in order; `text` as Slack has it. Null: it is gone. */
  listReplies(channelId: string, ts: string): Promise<{ ts: string; slackId: string; text: string }[] | null>
}
