import type { KnownBlock } from '@slack/types'
import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import type { ConfidenceChange } from '../../usecases/daily-report/report-confidence.ts'
import type { DecidedSince } from '../../usecases/daily-report/report-decided.ts'
import type { WaitingDecision } from '../../usecases/daily-report/report-waiting.ts'
import type { ShownReport } from '../../usecases/daily-report/show-daily-report.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections, wordsOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, unformatted, webLink } from '../blocks/text.ts'
import { activityLines } from './daily-report-activity.ts'
import { headlineOf } from './daily-report-headline.ts'
import { kpiLine, kpiRow, kpiTable, kpiTrendLine, notesOn, trendsOf } from './daily-report-kpis.ts'
import { whenIn } from './when.ts'

/**
 * A channel's morning in one message: the headline for ten seconds, everything behind it below, as much as Slack takes.
 * Without `charts` the trends stand in words.
 */
export function dailyReportMessage(report: ShownReport, charts = true): Message {
  const headline = headlineOf(report)
  const rows = report.kpis.map(kpiRow)
  const sentences = report.kpis.map((kpi) => [kpiLine(kpi), kpiTrendLine(kpi)].filter(Boolean).join('\n'))
  const trends = trendsOf(report.kpis, charts)
  const activity = activityLines(report)
  const confidence = report.confidence.map(confidenceLine)
  const waiting = report.waiting.map((one) => waitingLine(one, report))
  const decided = report.decided.map((one) => decidedLine(one, report))
  const lists = [rows, trends.lines, activity, confidence, waiting, decided].map((list) => list.length)
  return fitMessage(lists, (shown) => {
    const [kpis = 0, trendLines = 0, lines = 0, changes = 0, decisions = 0, made = 0] = shown
    const isCut = lists.some((all, index) => all > (shown[index] ?? 0))
    const deciding = part('*Waiting for a decision*', cut(waiting, decisions))
    const done = part('*Decided*', cut(decided, made))
    const doing = part('*What the agents did*', cutActivity(activity, lines))
    const believing = part('*Confidence*', cut(confidence, changes))
    const told = [deciding, done, doing, believing].flat()
    const opening = [section(`*${headline}*`), context(spanOf(report))]
    const notes = notesOn(report.kpis)
    const last = [
      ...trends.charts,
      ...inTens(cut(trends.lines, trendLines, ' trends')).map((some) => context(...some)),
      ...missingBlocks(report),
      ...actionBlocks(report, isCut),
      context(footer(report)),
    ]
    return {
      text: [wordsOf(opening), ...[...told, ...sentences.slice(0, kpis)].map(unformatted), wordsOf([...notes, ...last])]
        .filter((words) => words !== '')
        .join('\n'),
      blocks: [
        ...opening,
        ...lineSections('', deciding),
        ...lineSections('', done),
        ...kpiTable(rows, kpis),
        ...notes,
        ...lineSections('', doing),
        ...lineSections('', believing),
        ...last,
      ],
    }
  })
}

function part(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines]
}

/** Slack takes ten elements in one block. */
function inTens(lines: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(lines.length / 10) }, (_, ten) => lines.slice(ten * 10, ten * 10 + 10))
}

export function spanOf({ date, since, until, zone }: ShownReport): string {
  return `${shortDate(date)} · what became known from ${whenIn(since, zone, date)} to ${whenIn(until, zone, date)}, ${escape(zone)}`
}

export function confidenceLine({ keyResultId, title, from, to, by, why }: ConfidenceChange): string {
  const words = (level: ConfidenceChange['to']) =>
    level === null ? '⚪ No answer' : `${confidenceMarks[level]} ${confidenceWords[level]}`
  const change = from === null ? words(to) : `${words(from)} → ${words(to)}`
  const reason = why ? `: ${escape(clip(why, 160))}` : ''
  const said = by === null ? '' : ` — ${escape(clip(by, 60))}${reason}`
  return `• *${keyResultId}*  ${escape(clip(title, 80))}: ${change}${said}`
}

export function waitingLine({ what, who, since, link }: WaitingDecision, { zone, date }: ShownReport): string {
  const title = clip(what, 120)
  const shown = (link && webLink(link, title)) ?? escape(title)
  const people = who.length === 0 ? '' : ` — ${escape(clip(who.join(', '), 200))}`
  return `• ${shown}${people}, since ${whenIn(since, zone, date)}`
}

export function decidedLine({ what, who, at, reason, link }: DecidedSince, { zone, date }: ShownReport): string {
  const title = clip(what, 160)
  const shown = (link && webLink(link, title)) ?? escape(title)
  const why = reason ? `: ${escape(clip(reason, 160))}` : ''
  return `• ${shown} — ${escape(clip(who, 60))}, ${whenIn(at, zone, date)}${why}`
}

function missingBlocks({ missing }: ShownReport): KnownBlock[] {
  const lines = missing.map((one) => `⚠️ ${escape(clip(one, 300))}`)
  return lines.length === 0 ? [] : [context(...cut(lines, lines.length > 8 ? 7 : 8, ' that could not be read'))]
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
function cut(lines: readonly string[], most: number, of = ''): string[] {
  return [...lines.slice(0, most), ...andMore(lines.length - most, of)]
}
