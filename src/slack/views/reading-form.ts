import type { ShownKpi } from '../../usecases/readings/show-kpis.ts'
import type { Modal } from '../blocks/message.ts'
import { plain } from '../blocks/text.ts'
import { readingFields } from './reading-fields.ts'

/** Asks for one reading of a KPI. `askedBy` names the message to tick off, when one asked. */
export function readingForm(kpi: ShownKpi, { today, askedBy }: { today: string; askedBy: string | null }): Modal {
  const { kpiId, name, unit, newest } = kpi
  return {
    type: 'modal',
    callback_id: 'reading-form',
    private_metadata: JSON.stringify({ kpi: kpiId, askedBy }),
    title: plain('Enter a new value'),
    submit: plain('Record'),
    close: plain('Cancel'),
    blocks: readingFields({ kpiName: name, unit, newest, on: today }),
  }
}
