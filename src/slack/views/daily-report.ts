import type { KnownBlock } from '@slack/types'
import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import type { ConfidenceChange } from '../../usecases/daily-report/report-confidence.ts'
import type { WaitingDecision } from '../../usecases/daily-report/report-waiting.ts'
import type { ShownReport } from '../../usecases/daily-report/show-daily-report.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { escape, oneLine, shorten, webLink } from '../blocks/text.ts'
import { activityLines } from './daily-report-activity.ts'
import { headlineOf } from './daily-report-headline.ts'
import { chartBlocks, kpiLine, kpiTable, kpiTrendLine, notesOn } from './daily-report-kpis.ts'
import { whenIn } from './when.ts'

/** A channel's morning in one message: the headline for ten seconds, everything behind it below. */
export function dailyReportMessage(report: ShownReport, charts = true): Message {
  const activity = activityLines(report)
  const { length } = report.kpis
  const lists = [length, length, activity.length, report.confidence.length, report.waiting.length]
  return fitMessage(lists, (shown) => {
    const [kpis = 0, trends = 0, lines = 0, changes = 0, waiting = 0] = shown
    const isCut = lists.some((all, index) => all > (shown[index] ?? 0))
    const [deciding, doing, believing] = [
      {
        heading: '*Waiting for a decision*',
        lines: cut(
          report.waiting.map((one) => waitingLine(one, report)),
          waiting,
        ),
      },
      { heading: '*What the agents did*', lines: cutActivity(activity, lines) },
      { heading: '*Confidence*', lines: cut(report.confidence.map(confidenceLine), changes) },
    ] as const
    const headline = headlineOf(report)
    const told = [deciding, doing, believing].filter((part) => part.lines.length > 0)
    return {
      text: [
        headline,
        ...told.flatMap((part) => [part.heading, ...part.lines]),
        ...report.kpis.slice(0, kpis).flatMap((kpi) => [kpiLine(kpi), kpiTrendLine(kpi)]),
        ...report.missing.map(escape),
      ]
        .join('\n')
        .replace(/[*_`]/g, ''),
      blocks: [
        section(`*${headline}*`),
        context(spanOf(report)),
        ...partBlocks(deciding),
        ...kpiTable(report.kpis, kpis),
        ...notesOn(report.kpis),
        ...partBlocks(doing),
        ...partBlocks(believing),
        ...chartBlocks(report.kpis, charts, trends),
        ...missingBlocks(report),
        ...actionBlocks(report, isCut),
        context(footer(report)),
      ],
    }
  })
}

function partBlocks({ heading, lines }: { heading: string; lines: readonly string[] }): KnownBlock[] {
  return lines.length === 0 ? [] : lineSections(heading, lines)
}

export function spanOf({ date, since, until, zone }: ShownReport): string {
  return `${shortDate(date)} · what became known from ${whenIn(since, zone, date)} to ${whenIn(until, zone, date)}, ${escape(zone)}`
}

export function confidenceLine({ keyResultId, title, from, to, by, why }: ConfidenceChange): string {
  const words = (level: ConfidenceChange['to']) =>
    level === null ? '⚪ No answer' : `${confidenceMarks[level]} ${confidenceWords[level]}`
  const change = from === null ? words(to) : `${words(from)} → ${words(to)}`
  const reason = why ? `: ${escape(shorten(oneLine(why), 160))}` : ''
  const said = by === null ? '' : ` — ${escape(by)}${reason}`
  return `• *${keyResultId}* ${escape(shorten(oneLine(title), 80))}: ${change}${said}`
}

export function waitingLine({ what, who, since, link }: WaitingDecision, { zone, date }: ShownReport): string {
  const title = shorten(oneLine(what), 120)
  const shown = (link && webLink(link, title)) ?? escape(title)
  const people = who.length === 0 ? '' : ` — ${escape(who.join(', '))}`
  return `• ${shown}${people}, since ${whenIn(since, zone, date)}`
}

function missingBlocks({ missing }: ShownReport): KnownBlock[] {
  return missing.length === 0 ? [] : [context(...missing.map((one) => `⚠️ ${escape(one)}`))]
}

function actionBlocks({ reportId }: ShownReport, isCut: boolean): KnownBlock[] {
  if (reportId === null || !isCut) return []
  return [actions('daily-report', button('daily-report:all', 'Show all', String(reportId)))]
}

function footer({ reportId }: ShownReport): string {
  if (reportId === null) return 'A preview for you alone: nothing is posted.'
  return 'Posted on working days when something is new. `/okr report settings` changes when and what.'
}

function cutActivity(entries: ReturnType<typeof activityLines>, most: number): string[] {
  const shown = entries.slice(0, most)
  while (shown.at(-1)?.isHeading) shown.pop()
  const left = entries.slice(shown.length).filter(({ isHeading }) => !isHeading).length
  return [...shown.map(({ text }) => text), ...andMore(left)]
}

/** The first entries, and how many there are beside them. */
function cut(lines: readonly string[], most: number): string[] {
  return [...lines.slice(0, most), ...andMore(lines.length - most)]
}
