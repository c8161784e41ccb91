import type { KnownBlock } from '@slack/types'
import { context } from '../blocks/blocks.ts'
import { dateFor } from '../blocks/text.ts'

/** Says that a form holds what was typed before and could not be saved; nothing when it does not. */
export function restoredNote(from: Date | null): KnownBlock[] {
  if (from === null) return []
  const when = dateFor(from, '({date_short_pretty} at {time})', `(${from.toISOString().slice(0, 10)})`)
  return [context(`↩️ Here is what you had typed ${when}. It could not be saved then.`)]
}
