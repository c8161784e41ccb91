import type { OwedItem } from '../../usecases/home/show-owed.ts'
import { clip, escape } from '../blocks/text.ts'
import { agoInWords, dueWords } from './status-words.ts'

/** `• Next action: Agree a date (Mike, until Fri 16 Jan, open since yesterday)`. */
export function openItemLine(item: OwedItem): string {
  return `• ${escape(clip(item.words, 40))}: ${escape(clip(item.text, 200))} (${itemFacts(item)})`
}

/** `you, was due Fri 16 Jan, opened 8 days ago`. */
export function itemFacts(item: OwedItem): string {
  return openItemFacts(item, item.isMine ? 'you' : (item.person ?? 'nobody yet'))
}

/** The same of anybody's item, for everybody: `Mike, until Fri 16 Jan, opened today`. */
export function openItemFacts(
  { due, isOverdue, days }: Pick<OwedItem, 'due' | 'isOverdue' | 'days'>,
  who: string | null,
): string {
  const whose = who && escape(clip(who, 60))
  return [whose, due && dueWords(due, isOverdue), `opened ${agoInWords(days)}`].filter(Boolean).join(', ')
}
