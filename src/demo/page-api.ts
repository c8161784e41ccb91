/**
 * What the page asks the local workspace, as JSON over HTTP under `/demo/api/`. Errors: status 4xx with
 * `{ "error": "one sentence" }`. Every change is announced on `GET events` (server-sent events, one `change` each).
 *
 *   GET  workspace[?as=U…]                     → Snapshot (nobody named: the first person's)
 *   GET  conversation?as=U…&id=C…[&thread=ts]  → Conversation (marks it read; a change only if something was unread)
 *   GET  home?as=U…[&peek=1]                   → { view: HomeView | null }   (sends app_home_opened; with `peek` it only
 *                                                looks, for the page to follow changes without opening Home again and again)
 *   GET  suggestions?as=U…&block_id=…&action_id=…&value=…&view=V…|message=C…:ts → { options } (block_suggestion)
 *   POST command       CommandRequest           → Acted
 *   GET  file?as=U…&id=F…                      → the file itself, as text (of a conversation this person is in)
 *   POST message       MessageRequest           → Acted
 *   POST action        ActionRequest            → Acted
 *   POST shortcut      ShortcutRequest          → Acted
 *   POST submit        SubmitRequest            → Acted  (errors by block id when the app refuses)
 *   POST close         { as, view }             → Acted  (view_closed when the view asks for it)
 *   POST clock         { to: ClockStep }        → { now }  (answers when everything due until then has happened)
 */
export interface Snapshot {
  team: string
  /** Now on the demo's clock, ISO; it ticks. */
  now: string
  /** True while a clock step is playing what is due until then. */
  passing?: boolean
  me: Person
  people: Person[]
  conversations: ConversationRow[]
  /** Modals open for `me`, the topmost last. */
  modals: ModalView[]
  app: { userId: string; name: string; connected: boolean }
  commands: { command: string; description: string; usageHint: string }[]
  shortcuts: { name: string; type: 'message' | 'global'; callbackId: string }[]
  userGroups: UserGroup[]
}

export interface UserGroup {
  id: string
  handle: string
  name: string
  /** User ids. */
  users: string[]
}

export interface Person {
  id: string
  name: string
  handle: string
  title: string
  zone: string
  /** Slack's own, `image_72`: a data: URL or a path of this server. */
  avatar: string
  deactivated: boolean
}

export interface ConversationRow {
  id: string
  /** `retention` for a channel; the other person's or app's name for a direct message. */
  name: string
  kind: 'channel' | 'app-dm'
  unread: number
  /** How many of those call for this person. */
  mentions: number
  topic?: string
}

export interface Conversation {
  id: string
  name: string
  kind: ConversationRow['kind']
  messages: Message[]
}

export interface Message {
  ts: string
  /** Slack user id of a person or of the app. */
  user: string
  text: string
  blocks: unknown[]
  files?: SharedFile[]
  threadTs?: string
  /** An answer in a thread that was sent to the channel, too. */
  broadcast?: boolean
  /** Deleted, but its answers still stand. */
  deleted?: boolean
  replies?: { count: number; latest: string; users: string[] }
  edited: boolean
  /** "Only visible to you". */
  ephemeral: boolean
}

export interface SharedFile {
  id: string
  name: string
  /** Bytes. */
  size: number
  deleted: boolean
  /** The first lines of a text; null for anything else. */
  preview: { text: string; isWhole: boolean; lines: number } | null
}

export interface ModalView {
  id: string
  callbackId: string
  title: string
  submit: string | null
  close: string | null
  blocks: unknown[]
  /** Values typed so far are the page's own; this changes when the app replaced the view. */
  hash: string
  errors: Record<string, string>
}

export interface HomeView {
  id: string
  hash: string
  blocks: unknown[]
}

/** `view.state.values` as Slack sends it: block id → action id → element state. */
export type StateValues = Record<string, Record<string, Record<string, unknown>>>

export interface CommandRequest {
  as: string
  channel: string
  /** `/okr status O1` as typed. */
  text: string
}
export interface MessageRequest {
  as: string
  channel: string
  /**
   * As Slack's clients send it: `&lt;` for `<`, `<@U…>`, `<!subteam^S…>` and `<#C…>` for whom and what is named.
   * May be empty beside files.
   */
  text: string
  threadTs?: string
  /** Sends an answer to the channel, too. */
  broadcast?: boolean
  files?: { name: string; base64: string }[]
}
export interface ActionRequest {
  as: string
  where: { channel: string; ts: string } | { view: string }
  /** The element's action as Slack sends it, without `action_ts`: block_id, action_id, type, value or selected_…. */
  action: Record<string, unknown> & { block_id: string; action_id: string; type: string }
  /** What stands in the inputs of that message or view. */
  state: StateValues
}
export interface ShortcutRequest {
  as: string
  callbackId: string
  message?: { channel: string; ts: string }
}
export interface SubmitRequest {
  as: string
  view: string
  state: StateValues
}
/** `ok` is what the person would see: false with a sentence when the app did not acknowledge in 3 seconds. */
export interface Acted {
  ok: boolean
  problem?: string
  errors?: Record<string, string>
}

/** `+1h`; 08:30 next day (New York); the next Monday 09:00 until each owner's nine has passed; the cycle's last day. */
export type ClockStep = '+1h' | 'next-morning' | 'next-monday' | 'end-of-quarter'
