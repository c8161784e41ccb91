import type { ShownKpi } from '../../usecases/readings/show-kpis.ts'
import { context, section } from '../blocks/blocks.ts'
import { dateField, textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'

/** Asks for one reading of a KPI. `askedBy` names the message to tick off, when one asked. */
export function readingForm(kpi: ShownKpi, { today, askedBy }: { today: string; askedBy: string | null }): Modal {
  return {
    type: 'modal',
    callback_id: 'reading-form',
    private_metadata: JSON.stringify({ kpi: kpi.kpiId, askedBy }),
    title: plain('Enter a reading'),
    submit: plain('Record'),
    close: plain('Cancel'),
    blocks: [
      section(`*${escape(clip(kpi.name, 300))}*`),
      context(kpi.newest === null ? 'There is no reading yet.' : `Newest: ${escape(clip(kpi.newest, 300))}`),
      textField(
        {
          id: 'value',
          label: kpi.unit ? `Value, in ${clip(kpi.unit, 60)}` : 'Value',
          hint: 'As you would write it: 6.2, 6,2 % or 2.5M.',
        },
        { maxLength: 60 },
      ),
      dateField({ id: 'on', label: 'On which day was it so?' }, { initial: today }),
      textField(
        { id: 'note', label: 'Anything to know about it?', optional: true },
        { maxLength: 500, placeholder: 'Without the trial accounts' },
      ),
    ],
  }
}
