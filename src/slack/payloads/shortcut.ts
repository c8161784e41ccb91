import { z } from 'zod'

/** A file as a message carries it. */
export interface AttachedFile {
  id: string
  name: string
  /** Bytes; null when Slack did not say. */
  size: number | null
  url: string | null
  isDeleted: boolean
  /** Slack says more of it only when asked (`files.info`). */
  isToBeLookedUp: boolean
}

/** Somebody chose one of our shortcuts in a message's menu. */
export interface ChosenInMessage {
  by: string // Slack user id
  triggerId: string
  channel: { id: string; name: string | null }
  message: {
    ts: string
    threadTs: string | null
    /** Slack user id; null: an app. */
    author: string | null
    /** What an app calls itself. */
    appName: string | null
    /** mrkdwn. */
    text: string
    files: AttachedFile[]
  }
}

const file = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  size: z.number().nullish(),
  mode: z.string().nullish(),
  file_access: z.string().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
})

const messageAction = z.looseObject({
  type: z.literal('message_action'),
  user: z.looseObject({ id: z.string() }),
  trigger_id: z.string(),
  channel: z.looseObject({ id: z.string(), name: z.string().nullish() }),
  message: z.looseObject({
    ts: z.string(),
    thread_ts: z.string().nullish(),
    user: z.string().nullish(),
    bot_id: z.string().nullish(),
    username: z.string().nullish(),
    bot_profile: z.looseObject({ name: z.string().nullish() }).nullish(),
    text: z.string().nullish(),
    files: z.array(file).nullish(),
  }),
})

/** Reads a `message_action` payload. Throws ZodError for anything else. */
export function parseChosenInMessage(body: unknown): ChosenInMessage {
  const { user, trigger_id, channel, message } = messageAction.parse(body)
  const appName = message.bot_profile?.name ?? message.username ?? null
  return {
    by: user.id,
    triggerId: trigger_id,
    channel: { id: channel.id, name: channel.name ?? null },
    message: {
      ts: message.ts,
      threadTs: message.thread_ts ?? null,
      author: message.bot_id ? null : (message.user ?? null),
      appName,
      text: message.text ?? '',
      files: (message.files ?? []).map(toFile),
    },
  }
}

/** The same of what `files.info` says. */
export function parseFile(body: unknown): AttachedFile {
  return toFile(file.parse(body))
}

function toFile(said: z.infer<typeof file>): AttachedFile {
  return {
    id: said.id,
    name: said.name || said.title || said.id,
    size: said.size ?? null,
    url: said.url_private_download || said.url_private || null,
    isDeleted: said.mode === 'tombstone',
    isToBeLookedUp: said.file_access === 'check_file_info',
  }
}
