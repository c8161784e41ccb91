import type { OwedItem } from '../../usecases/home/show-owed.ts'
import { context, section } from '../blocks/blocks.ts'
import { textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain, shorten } from '../blocks/text.ts'
import { itemFacts } from './open-item-words.ts'

const placeholders: Record<OwedItem['kind'], string> = {
  investigation: 'Two plans were priced wrong; corrected on Tuesday',
  'adjustment-plan': 'The team agreed to move the launch by a week',
  risk: 'The vendor has delivered',
  'next-action': 'Done: the billing team delivers by the 20th',
}

/** Asks what came of an open item; with that it is closed. */
export function closeItemForm(item: OwedItem): Modal {
  return {
    type: 'modal',
    callback_id: 'close-item-form',
    private_metadata: String(item.id),
    title: plain(shorten(`Close ${item.words.toLowerCase()}`, 24)),
    submit: plain('Close it'),
    close: plain('Cancel'),
    blocks: [
      section(`*${item.keyResultId}*  ${escape(clip(item.text, 600))}`),
      context(itemFacts(item)),
      textField(
        { id: 'result', label: 'What came of it?', hint: 'One sentence. It stands in the history of the key result.' },
        { multiline: true, maxLength: 1000, placeholder: placeholders[item.kind] },
      ),
    ],
  }
}
