import type { KnownBlock } from '@slack/types'
import type { ReadingsWanted, WantedKpi } from '../../usecases/readings/show-readings-wanted.ts'
import { button, context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** So many stand in one message with a button each. */
const mostKpis = 25

/** Asks a KPI's owner for readings that are overdue; each is ticked off where it stands. */
export function readingsWantedMessage({ firstName, kpis }: ReadingsWanted): Message {
  const left = kpis.length - mostKpis
  const shown = left > 0 ? kpis.toSorted((a, b) => Number(a.isThere) - Number(b.isThere)) : kpis
  return messageOf([
    section(openingOf(firstName, kpis.filter(({ isThere }) => !isThere).length)),
    ...shown.slice(0, mostKpis).map(kpiBlock),
    ...(left > 0 ? [context(`And ${left} more; they come up here as these are entered.`)] : []),
    context(
      'You get this once for each number, because you own it in the OKR file. A script can bring it, too: `POST /v1/readings` or `okr ingest`.',
    ),
  ])
}

function openingOf(firstName: string, open: number): string {
  const name = escape(clip(firstName, 60))
  if (open === 0) return `*✓ Thank you, ${name}.* Everything is up to date.`
  return `*Hi ${name}, ${open === 1 ? 'one number is' : `${open} numbers are`} due.*`
}

function kpiBlock(kpi: WantedKpi): KnownBlock {
  const enter = button('reading:enter', 'Enter it', kpi.kpiId, { label: `Enter a reading of ${kpi.name}` })
  return section(`*${escape(clip(kpi.name, 200))}*\n${stateOf(kpi)}`, kpi.isThere ? undefined : enter)
}

function stateOf({ newest, every, isThere }: WantedKpi): string {
  const known = newest === null ? 'No reading yet' : `Newest: ${escape(clip(newest, 200))}`
  return isThere ? `✓ ${escape(clip(newest ?? '', 200))}` : `${known}; expected every ${escape(clip(every, 40))}.`
}
