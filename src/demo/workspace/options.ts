import type { Clock } from '../../platform/clock.ts'
import type { ClockStep } from '../page-api.ts'

export interface PersonOption {
  handle: string
  name: string
  id?: string
  email?: string
  /** IANA; default UTC. */
  zone?: string
  title?: string
  admin?: boolean
  guest?: boolean
  /** From another company, by Slack Connect. */
  external?: boolean
  bot?: boolean
  deactivated?: boolean
}

export interface ChannelOption {
  /** Without `#`. */
  name: string
  id?: string
  topic?: string
  private?: boolean
  archived?: boolean
  /** Handles or ids; default: everybody who is there. */
  members?: readonly string[]
  /** Whether the app's bot is in it; default true. */
  bot?: boolean
}

export interface UserGroupOption {
  handle: string
  name: string
  id?: string
  users: readonly string[]
}

export interface CommandOption {
  command: string
  description?: string
  usageHint?: string
}

export interface ShortcutOption {
  /** What the menu says, at most 24 characters. */
  name: string
  type: 'message' | 'global'
  callbackId: string
}

/** How much Slack lets through. Its own: about one message a second in a channel, several hundred a minute in all. */
export interface LimitOption {
  perChannelPerSecond: number
  perMinute: number
}

export interface WorkspaceOptions {
  /** Gives messages their ts and says what is late; may stand still or jump. */
  clock: Clock
  people: readonly PersonOption[]
  channels: readonly ChannelOption[]
  userGroups?: readonly UserGroupOption[]
  team?: { name: string; id?: string; domain?: string }
  app?: { name?: string }
  /** A SQLite file in which everything is kept; without it nothing outlives the workspace. */
  storePath?: string
  /** 0 (default) takes a free one. */
  port?: number
  botToken?: string
  appToken?: string
  signingSecret?: string
  /** Where presses and events go; the address is read at every delivery. */
  deliverTo?: { kind: 'socket' } | { kind: 'http'; url: string }
  commands?: readonly CommandOption[]
  shortcuts?: readonly ShortcutOption[]
  /** Events the app is subscribed to; default: all this workspace knows. */
  events?: readonly string[]
  /** Scopes the bot token has; default: see scopes.ts. */
  scopes?: readonly string[]
  /**
   * What comes of a post to somebody whose account is deactivated. Slack's documents promise an error, and its support
   * has confirmed that a post to an existing direct message succeeds: an app must bear both. Default `refuse`.
   */
  postsToDeactivated?: 'refuse' | 'accept'
  /** Default: no limits. */
  limits?: LimitOption
  /** Milliseconds in which an app must acknowledge; default 3000. */
  ackWithin?: number
  /** Waits before an unacknowledged event is sent again, in milliseconds; default Slack's: 1 s, 1 min, 5 min. */
  eventRetries?: readonly number[]
  /** The time that signatures carry and trigger ids expire by; default the machine's. */
  wallClock?: Clock
  /** Folder with the page that is served at `/`. */
  pageFolder?: string
  /** Moves the demo's clock; resolves when everything due until then has happened. */
  onClock?: (step: ClockStep) => Promise<void>
}
