import type { OwedItem } from '../../usecases/home/show-owed.ts'
import { clip, escape } from '../blocks/text.ts'
import { agoInWords, dueWords } from './status-words.ts'

/** `• Next action: Agree a date (Mike, until Fri 16 Jan, open since yesterday)`. */
export function openItemLine(item: OwedItem): string {
  return `• ${escape(clip(item.words, 40))}: ${escape(clip(item.text, 200))} (${itemFacts(item)})`
}

/** `you, was due Fri 16 Jan, opened 8 days ago`. */
export function itemFacts({ person, isMine, due, isOverdue, days }: OwedItem): string {
  const who = isMine ? 'you' : person === null ? 'nobody yet' : escape(clip(person, 40))
  return [who, due && dueWords(due, isOverdue), `opened ${agoInWords(days)}`].filter(Boolean).join(', ')
}
