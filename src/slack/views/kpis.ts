import type { ShownKpi } from '../../usecases/readings/show-kpis.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

const mostLines = 40

/** Every KPI with its newest reading, and how to add one. `problem` says why the list is shown. */
export function kpisMessage(kpis: readonly ShownKpi[], command: string, problem?: string): Message {
  const lines = kpis
    .slice(0, mostLines)
    .map(
      ({ kpiId, name, newest }) =>
        `\`${kpiId}\`  ${escape(clip(name, 80))}: ${escape(clip(newest ?? 'no reading yet', 80))}`,
    )
  const more = kpis.length - lines.length
  const opening =
    problem ?? (kpis.length === 0 ? 'There is no KPI yet: the OKR file names them.' : 'These are the KPIs.')
  const rest = more > 0 ? [`and ${more} more; \`okr export\` lists all`] : []
  return {
    text: escape(
      [opening, ...kpis.slice(0, mostLines).map(({ kpiId, newest }) => `${kpiId}: ${newest ?? 'no reading yet'}`)].join(
        '\n',
      ),
    ),
    blocks: [
      section(escape(opening)),
      ...chunks([...lines, ...rest], 10).map((some) => section(some.join('\n'))),
      context(
        `\`${command} kpi churn 6.2\` records one for today; a date and a note may follow. \`${command} kpi churn\` opens a form.`,
      ),
    ],
  }
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))
}
