import { SlackError } from '../slack-error.ts'
import type { Json } from '../state/model.ts'
import type { Args } from './args.ts'

export interface Page<T> {
  items: T[]
  /** `response_metadata` with `next_cursor`, empty on the last page. */
  rest: Json
}

/** One page of a list, by `limit` and `cursor`. Throws `invalid_limit` and `invalid_cursor`. */
export function page<T>(items: readonly T[], args: Args, fallback: number, most = 1000): Page<T> {
  const limit = args.number('limit', fallback)
  if (limit < 1 || limit > most) throw new SlackError('invalid_limit')
  const start = startOf(args.text('cursor'))
  const end = start + limit
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : ''
  return { items: items.slice(start, end), rest: { response_metadata: { next_cursor: next } } }
}

function startOf(cursor: string | undefined): number {
  if (!cursor) return 0
  const [, offset] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  if (offset === undefined) throw new SlackError('invalid_cursor')
  return Number(offset)
}
