import type { ReadingsWanted, WantedKpi } from '../../usecases/readings/show-readings-wanted.ts'
import { button, context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** Asks a KPI's owner for readings that are overdue; each is ticked off where it stands. */
export function readingsWantedMessage({ firstName, kpis }: ReadingsWanted): Message {
  const open = kpis.filter(({ isThere }) => !isThere).length
  const opening =
    open === 0
      ? `Thank you, ${firstName}. Everything is up to date.`
      : `Hi ${firstName}, ${open === 1 ? 'one number is' : `${open} numbers are`} due.`
  return {
    text: escape([opening, ...kpis.map(sentenceOf)].join('\n')),
    blocks: [
      section(`*${escape(opening)}*`),
      ...kpis.map((kpi) =>
        section(
          `*${escape(clip(kpi.name, 200))}*\n${escape(stateOf(kpi))}`,
          kpi.isThere
            ? undefined
            : button('reading:enter', 'Enter it', kpi.kpiId, { label: `Enter a reading of ${kpi.name}` }),
        ),
      ),
      context(
        'You get this once for each number, because you own it in the OKR file. A script can bring it, too: POST /v1/readings or `okr ingest`.',
      ),
    ],
  }
}

function sentenceOf(kpi: WantedKpi): string {
  return `${kpi.name}: ${stateOf(kpi)}`
}

function stateOf({ newest, every, isThere }: WantedKpi): string {
  if (isThere) return `✓ ${newest}`
  return newest === null ? `No reading yet; expected every ${every}.` : `Newest: ${newest}; expected every ${every}.`
}
