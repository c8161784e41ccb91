import type { KnownBlock } from '@slack/types'
import type { ShownReport } from '../../usecases/daily-report/show-daily-report.ts'
import { context, limits, section } from '../blocks/blocks.ts'
import { lineSections } from '../blocks/fit.ts'
import type { Modal } from '../blocks/message.ts'
import { plain } from '../blocks/text.ts'
import { confidenceLine, decidedLine, spanOf, waitingLine } from './daily-report.ts'
import { activityLines } from './daily-report-activity.ts'
import { kpiLine, kpiTrendLine } from './daily-report-kpis.ts'

/** Everything a report says, in words; a form has no charts and no tables. */
export function dailyReportModal(report: ShownReport): Modal {
  const kpis = report.kpis.map((kpi) => [`• ${kpiLine(kpi)}`, kpiTrendLine(kpi)].filter(Boolean).join('\n'))
  const parts = (
    [
      ['*KPIs*', kpis],
      ['*What the agents did*', activityLines(report).map(({ text }) => text)],
      ['*Confidence*', report.confidence.map(confidenceLine)],
      ['*Waiting for a decision*', report.waiting.map((one) => waitingLine(one, report))],
      ['*Decided*', report.decided.map((one) => decidedLine(one, report))],
    ] as const
  ).flatMap(([heading, lines]) => (lines.length === 0 ? [] : lineSections(heading, lines)))
  return {
    type: 'modal',
    title: plain('Daily report'),
    close: plain('Close'),
    blocks: [context(spanOf(report)), ...fitting(parts)],
  }
}

function fitting(parts: readonly KnownBlock[]): KnownBlock[] {
  const most = limits.viewBlocks - 2
  if (parts.length <= most) return parts.length > 0 ? [...parts] : [section('Nothing is in it.')]
  return [...parts.slice(0, most), context('_There is more than a form can hold: `/okr activity` shows all of it._')]
}
