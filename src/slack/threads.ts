import type { WebClient } from '@slack/web-api'
import type { Threads } from '../usecases/ports.ts'
import { slackError } from './failures.ts'

/** More replies than anybody reads; a thread that long is a channel. */
const mostPages = 10

/** Reads what people wrote under a message. Of a message that is gone nothing is known. */
export function createThreads(client: WebClient): Threads {
  return {
    async listReplies(channelId, ts) {
      const found: { ts: string; slackId: string; text: string }[] = []
      let cursor: string | undefined
      for (let page = 0; page < mostPages; page++) {
        const answer = await client.conversations
          .replies({ channel: channelId, ts, limit: 200, ...(cursor && { cursor }) })
          .catch((error: unknown) => {
            if (slackError(error) === 'thread_not_found' || slackError(error) === 'message_not_found') return null
            throw error
          })
        if (answer === null) return null
        for (const message of answer.messages ?? []) {
          const isPersons = message.user && !message.bot_id && message.ts !== ts
          if (isPersons && message.ts)
            found.push({ ts: message.ts, slackId: message.user ?? '', text: message.text ?? '' })
        }
        cursor = answer.response_metadata?.next_cursor || undefined
        if (!cursor) break
      }
      return found
    },
  }
}
