import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Block, KnownBlock, MessageMetadata } from '@slack/types'
import type { Address } from '../usecases/ports.ts'

/** `event_type` of the metadata on every message of ours. */
const eventType = 'okr_delivery'

/**
 * The mark by which a message of ours is found again, although Slack has no idempotency key for `chat.postMessage`:
 * an HMAC over what is said and where, so nobody else can make one and no private text stands in it. It goes into the
 * metadata, and into the first block's id, since metadata can be lost on the way (a message edited by hand).
 */
export function markerOf(secret: string, key: string, at: Address): string {
  return createHmac('sha256', secret)
    .update(`${key}|${at.channelId}|${at.threadTs ?? ''}`)
    .digest('hex')
    .slice(0, 40)
}

export function metadataFor(marker: string): MessageMetadata {
  return { event_type: eventType, event_payload: { delivery: marker } }
}

/** The same blocks, the first of which carries the marker. */
export function markBlocks(blocks: (KnownBlock | Block)[], marker: string): (KnownBlock | Block)[] {
  return blocks.map((block, index) => (index === 0 ? { ...block, block_id: `okr.${marker}` } : block))
}

/** Whether a message from `conversations.history` carries this marker. */
export function carries(message: unknown, marker: string): boolean {
  const { metadata, blocks } = (message ?? {}) as {
    metadata?: { event_type?: string; event_payload?: { delivery?: unknown } }
    blocks?: { block_id?: string }[]
  }
  const inMetadata = metadata?.event_type === eventType ? metadata.event_payload?.delivery : undefined
  const inBlock = blocks?.[0]?.block_id?.replace(/^okr\./, '')
  return [inMetadata, inBlock].some((found) => typeof found === 'string' && same(found, marker))
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
