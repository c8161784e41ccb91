import type { StateValues } from '../../page-api.ts'

/** JSON as it travels: Slack's side of the wire keeps what the app sent as it was sent. */
export type Json = Record<string, unknown>

export interface Block extends Json {
  type: string
  block_id?: string
}

export interface Team {
  id: string
  name: string
  domain: string
}

/** The app that is installed in the workspace, and its bot. */
export interface InstalledApp {
  id: string
  botId: string
  userId: string
  name: string
}

export interface Person {
  id: string
  handle: string
  name: string
  email: string | null
  zone: string
  title: string
  isAdmin: boolean
  isGuest: boolean
  /** Their own workspace; another than ours for people from outside. */
  teamId: string
  isBot: boolean
  deactivated: boolean
  /** Seconds since 1970, as Slack's `updated`. */
  updated: number
}

export interface Channel {
  id: string
  /** Without `#`; the person's id for a direct message. */
  name: string
  kind: 'public' | 'private' | 'im'
  topic: string
  /** User ids, the bot's among them when it is in the channel. */
  members: string[]
  archived: boolean
  created: number
  /** Per user id, the ts up to which they have read. */
  lastRead: Record<string, string>
}

export interface UserGroup {
  id: string
  handle: string
  name: string
  users: string[]
  /** Seconds since 1970 when it was switched off; it keeps its members, but nobody can mention it. */
  disabledAt: number | null
}

export interface Message {
  channel: string
  ts: string
  user: string
  /** Null when a person wrote it. */
  botId: string | null
  text: string
  blocks: Block[]
  attachments: Json[]
  metadata: Json | null
  threadTs: string | null
  subtype: string | null
  /** Ids of the files shared with it. */
  files: string[]
  edited: { user: string; ts: string } | null
  /** Only this person sees it; such a message is in no history. */
  ephemeralTo: string | null
  /** Milliseconds of the workspace's clock from which `conversations.history` shows it (a fault delays it), or 0. */
  inHistoryFrom: number
}

/** A file somebody shared. Who may read it follows from where the messages stand that carry it. */
export interface SharedFile {
  id: string
  userId: string
  name: string
  /** Base64, so that a file may hold anything. */
  bytes: string
  /** Seconds since 1970. */
  created: number
  deleted: boolean
}

export interface View {
  id: string
  type: 'modal' | 'home'
  userId: string
  hash: string
  /** As the app gave it, with the block and action ids that Slack fills in. */
  content: Json & { blocks: Block[] }
  rootId: string
  previousId: string | null
  /** What stands in its inputs, as far as the person's client told. */
  typed: StateValues
  /** By block id, what the app said about the last submission. */
  errors: Record<string, string>
}

export interface State {
  team: Team
  app: InstalledApp
  people: Map<string, Person>
  channels: Map<string, Channel>
  userGroups: Map<string, UserGroup>
  /** Per channel, by ts, oldest first. */
  messages: Map<string, Map<string, Message>>
  ephemerals: Map<string, Message>
  files: Map<string, SharedFile>
  views: Map<string, View>
  /** Per person, the ids of the modals that are open, the topmost last. */
  open: Map<string, string[]>
  /** Per person, the id of the view on their Home tab. */
  homes: Map<string, string>
  /** Microseconds of the newest ts given out. */
  lastTs: number
}
