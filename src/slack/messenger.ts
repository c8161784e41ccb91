import type { WebClient } from '@slack/web-api'
import type { Notice } from '../domain/notices.ts'
import type { Address, LookUp, Messenger } from '../usecases/ports.ts'
import type { Message } from './blocks/message.ts'
import type { SlackClients } from './clients.ts'
import { classify, slackError } from './failures.ts'
import { carries, markBlocks, markerOf, metadataFor } from './marker.ts'

export interface MessengerOptions {
  clients: SlackClients
  /** Key of the marks; see marker.ts. */
  secret: string
  /** Our own bot's user id, or null before Slack was reached once: a mark counts only on our own messages. */
  botUserId: () => string | null
  render: (notice: Notice, now: Date) => Message
}

/** The one place that posts. Nothing here decides whether to send again: it only says what is known. */
export function createMessenger({ clients, secret, botUserId, render }: MessengerOptions): Messenger {
  return {
    async openDirectMessage(slackId) {
      try {
        const { channel } = await clients.calls.conversations.open({ users: slackId })
        if (!channel?.id) return { kind: 'unavailable', problem: 'Slack gave no channel for the direct message' }
        return { channelId: channel.id }
      } catch (error) {
        const failure = classify(error, new Date(0))
        // Opening a direct message can be repeated, so nothing about it is unclear.
        return failure.kind === 'unclear' ? { kind: 'unavailable', problem: failure.problem } : failure
      }
    },

    async post(key, notice, to, now) {
      const marker = markerOf(secret, key, to)
      const message = render(notice, now)
      try {
        const { ts } = await clients.posting.chat.postMessage({
          channel: to.channelId,
          ...(to.threadTs && { thread_ts: to.threadTs }),
          text: message.text,
          blocks: markBlocks(message.blocks, marker),
          metadata: metadataFor(marker),
          unfurl_links: false,
          unfurl_media: false,
        })
        return ts ? { kind: 'posted', ts } : { kind: 'unclear', problem: 'Slack answered without a ts' }
      } catch (error) {
        return classify(error, now)
      }
    },

    async lookUp(key, at, since) {
      const marker = markerOf(secret, key, at)
      try {
        const found = await findMarked(clients.calls, at, since, marker, botUserId())
        const [ts, ...extras] = found
        return ts ? { kind: 'found', ts, extras } : { kind: 'absent' }
      } catch (error) {
        return cannotTell(error)
      }
    },

    async update(key, notice, at, now) {
      const message = render(notice, now)
      const marker = markerOf(secret, key, at)
      try {
        await clients.calls.chat.update({
          channel: at.channelId,
          ts: at.ts,
          text: message.text,
          blocks: markBlocks(message.blocks, marker),
          metadata: metadataFor(marker),
        })
        return { kind: 'updated' }
      } catch (error) {
        return classify(error, now)
      }
    },

    async remove(at) {
      try {
        await clients.calls.chat.delete({ channel: at.channelId, ts: at.ts })
      } catch (error) {
        if (slackError(error) !== 'message_not_found') throw error
      }
    },
  }
}

/** The ts of every message of ours with this mark since then, oldest first. */
async function findMarked(
  client: WebClient,
  at: Address,
  since: Date,
  marker: string,
  bot: string | null,
): Promise<string[]> {
  // Slack's clock and ours differ: look a little further back than we tried.
  const oldest = String(since.getTime() / 1000 - 120)
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = { channel: at.channelId, oldest, limit: 200, include_all_metadata: true, ...(cursor && { cursor }) }
    const { messages, response_metadata } = at.threadTs
      ? await client.conversations.replies({ ...page, ts: at.threadTs })
      : await client.conversations.history(page)
    for (const message of messages ?? []) {
      if (message.ts && carries(message, marker) && (!bot || message.user === bot)) found.push(message.ts)
    }
    cursor = response_metadata?.next_cursor || undefined
  } while (cursor)
  return found.sort()
}

function cannotTell(error: unknown): LookUp {
  const failure = classify(error, new Date(0))
  const problem = failure.kind === 'rate-limited' ? 'Slack asks us to wait' : failure.problem
  return { kind: 'cannot-tell', problem, lasting: failure.kind === 'refused' }
}
