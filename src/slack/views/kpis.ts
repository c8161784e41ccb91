import type { ShownKpi } from '../../usecases/readings/show-kpis.ts'
import { context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections, wordsOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** Every KPI with its newest reading, and how to add one. `problem` says why the list is shown. */
export function kpisMessage(kpis: readonly ShownKpi[], command: string, problem?: string): Message {
  const opening = problem ?? (kpis.length === 0 ? noneYet : 'Every KPI with its newest reading:')
  return fitMessage([kpis.length], ([shown = 0]) => {
    const more = andMore(kpis.length - shown, '; `okr export` lists all')
    const blocks = [
      section(escape(clip(opening, 600))),
      ...lineSections('', [...kpis.slice(0, shown).map(lineOf), ...more]),
      ...(kpis.length > 0 ? [context(howTo(command))] : []),
    ]
    return { text: wordsOf(blocks), blocks }
  })
}

const noneYet = 'There is no KPI yet. They come with the OKR file, when an admin imports it.'

function lineOf({ kpiId, name, newest }: ShownKpi): string {
  return `\`${kpiId}\`  ${escape(clip(name, 80))}: ${escape(clip(newest ?? 'no reading yet', 120))}`
}

function howTo(command: string): string {
  return `\`${command} kpi churn 6.2\` records a reading for today; a date and a note may follow. \`${command} kpi churn\` opens a form.`
}
