import type { KnownBlock } from '@slack/types'
import { context, section } from '../blocks/blocks.ts'
import { dateField, textField } from '../blocks/inputs.ts'
import { clip, escape } from '../blocks/text.ts'
import { restoredNote } from './restored-note.ts'

export interface ReadingFields {
  kpiName: string
  unit: string | null
  /** `8 % on 31 December (billing exports)`; null when there is none yet. */
  newest: string | null
  value?: string
  on: string
  note?: string
  restoredFrom?: Date | null
}

/** What is asked about a reading, wherever it is entered. */
export function readingFields({ kpiName, unit, newest, value, on, note, restoredFrom }: ReadingFields): KnownBlock[] {
  return [
    section(`*${escape(clip(kpiName, 300))}*`),
    context(newest === null ? 'There is no reading yet.' : `Newest: ${escape(clip(newest, 300))}`),
    ...restoredNote(restoredFrom ?? null),
    textField(
      { id: 'value', label: unit ? `Value, in ${clip(unit, 60)}` : 'Value', hint: exampleFor(unit) },
      { ...(value && { initial: value }), maxLength: 60 },
    ),
    dateField({ id: 'on', label: 'On which day was it so?' }, { initial: on }),
    textField(
      { id: 'note', label: 'Anything to know about it?', optional: true },
      { ...(note && { initial: note }), maxLength: 500, placeholder: 'Without the trial accounts' },
    ),
  ]
}

function exampleFor(unit: string | null): string {
  if (unit === '%') return 'As you would write it: 6.2 or 6,2 %.'
  return unit && /^([$€£]|USD|EUR|GBP)$/i.test(unit)
    ? 'As you would write it: 2,500,000 or 2.5M.'
    : 'As you would write it: 1,240 or 1.24k.'
}
