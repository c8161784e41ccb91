import type { WebClient } from '@slack/web-api'
import { isChart } from '../charts/slack-chart.ts'
import type { Notice } from '../domain/notices.ts'
import type { Address, LookUp, Messenger, PostOutcome } from '../usecases/ports.ts'
import type { Message } from './blocks/message.ts'
import type { SlackClients } from './clients.ts'
import { classify, type Failure, slackError } from './failures.ts'
import { carries, markBlocks, markerOf, metadataFor } from './marker.ts'

export interface MessengerOptions {
  clients: SlackClients
  /** Key of the marks; see marker.ts. */
  secret: string
  /** Our own bot's user id, or null before Slack was reached once: a mark counts only on our own messages. */
  botUserId: () => string | null
  /** `charts` false: the same message without charts, all they show in words. */
  render: (notice: Notice, now: Date, charts: boolean) => Message
  charts: {
    /** False while this workspace is known to refuse charts. */
    allowed: (now: Date) => boolean
    refused: (now: Date) => void
  }
}

/** The one place that posts. Nothing here decides whether to send again: it only says what is known. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { clients, secret, botUserId } = options
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
      const post = () =>
        sendRendered(options, notice, now, async (message): Promise<PostOutcome> => {
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
        })
      const outcome = await post()
      // Somebody removed the app from a public channel that a team or a report still names: it goes back in.
      return isNotIn(outcome) && (await enter(clients.calls, to.channelId)) ? post() : outcome
    },

    async lookUp(key, at, since, now) {
      const marker = markerOf(secret, key, at)
      try {
        const found = await findMarked(clients.calls, at, since, marker, botUserId())
        const [ts, ...extras] = found
        return ts ? { kind: 'found', ts, extras } : { kind: 'absent' }
      } catch (error) {
        return cannotTell(error, now)
      }
    },

    async update(key, notice, at, now) {
      const marker = markerOf(secret, key, at)
      return sendRendered(options, notice, now, async (message) => {
        await clients.calls.chat.update({
          channel: at.channelId,
          ts: at.ts,
          text: message.text,
          blocks: markBlocks(message.blocks, marker),
          metadata: metadataFor(marker),
        })
        return { kind: 'updated' as const }
      })
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

/**
 * Sends the notice as it looks now. Some workspaces refuse charts: such a refusal is definite, nothing was posted, so
 * the same message goes out once more without them, and the workspace is remembered as one of those.
 */
async function sendRendered<Sent>(
  { render, charts }: MessengerOptions,
  notice: Notice,
  now: Date,
  send: (message: Message) => Promise<Sent>,
): Promise<Sent | Failure> {
  const message = render(notice, now, charts.allowed(now))
  try {
    return await send(message)
  } catch (error) {
    const mayBeTheChart = slackError(error) === 'invalid_blocks' && message.blocks.some(isChart)
    if (!mayBeTheChart) return classify(error, now)
  }
  try {
    const sent = await send(render(notice, now, false))
    charts.refused(now)
    return sent
  } catch (error) {
    return classify(error, now)
  }
}

function isNotIn(outcome: PostOutcome): boolean {
  return outcome.kind === 'refused' && outcome.problem.includes('not_in_channel')
}

async function enter(client: WebClient, channel: string): Promise<boolean> {
  try {
    await client.conversations.join({ channel })
    return true
  } catch {
    // A private channel, or one we may not enter: the refusal of the post says what to do.
    return false
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

function cannotTell(error: unknown, now: Date): LookUp {
  const failure = classify(error, now)
  return failure.kind === 'rate-limited'
    ? { kind: 'cannot-tell', problem: 'Slack asks us to wait', lasting: false, until: failure.until }
    : { kind: 'cannot-tell', problem: failure.problem, lasting: failure.kind === 'refused' }
}
