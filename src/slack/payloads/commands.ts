import { z } from 'zod'

/** `/okr status O1 share`, taken apart. */
export interface Typed {
  by: string // Slack user id
  channelId: string
  triggerId: string
  /** Where an answer can still be put when it is too late for the acknowledgement. */
  responseUrl: string | null
  /** The first word, lower case; empty for a bare `/okr`. */
  verb: string
  /** The rest as typed, without a trailing `share`. */
  rest: string
  words: string[]
  /** The answer goes to the channel instead of to the person alone. */
  share: boolean
}

const command = z.looseObject({
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  text: z.string().optional(),
})

/** Reads a slash command. Throws ZodError for anything else. */
export function parseTyped(body: unknown): Typed {
  const { user_id, channel_id, trigger_id, response_url, text: sent = '' } = command.parse(body)
  const text = asTyped(sent).trim()
  const words = text.split(/\s+/).filter(Boolean)
  const share = words.length > 1 && words.at(-1)?.toLowerCase() === 'share'
  if (share) words.pop()
  const [verb = '', ...rest] = words
  const restText = text.slice(verb.length).trim()
  return {
    by: user_id,
    channelId: channel_id,
    triggerId: trigger_id,
    responseUrl: response_url ?? null,
    verb: verb.toLowerCase(),
    rest: share ? restText.replace(/\s*share$/i, '') : restText,
    words: rest,
    share,
  }
}

/** Slack sends what people type with `&`, `<` and `>` escaped; only mentions stand in brackets of their own. */
function asTyped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
