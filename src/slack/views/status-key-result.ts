import type { KnownBlock } from '@slack/types'
import { sparkline } from '../../charts/sparkline.ts'
import { confidenceMarks, confidenceWords, riskWords } from '../../domain/check-ins.ts'
import { longDate, shortDate } from '../../domain/dates.ts'
import { formatLimit } from '../../domain/kpis.ts'
import { mondayOf } from '../../domain/weeks.ts'
import type { Reader } from '../../usecases/status/reader.ts'
import type { KeyResultDetail, LastAnswer } from '../../usecases/status/show-key-result-detail.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Part } from '../blocks/pages.ts'
import { clip, escape, webLink } from '../blocks/text.ts'
import { decisionLine } from './decisions-list.ts'
import { openItemLine } from './open-item-words.ts'
import type { StatusParts } from './status-parts.ts'
import {
  divergenceWords,
  dueWords,
  paceWords,
  percent,
  plainWords,
  progressBar,
  standingWords,
  valuesOf,
  valueWords,
  whenSaid,
} from './status-words.ts'
import { weeksInWords } from './week-words.ts'

/** One key result: what its owner says, what is measured, why, and what is open. */
export function keyResultParts(detail: KeyResultDetail, reader: Reader): StatusParts {
  const { keyResult, objective, status } = detail
  const owner = status.owner === null ? 'no owner' : escape(clip(status.owner.name, 60))
  const lines = [
    `*${keyResult.id}  ${escape(clip(keyResult.title, 400))}*`,
    standingWords(status, reader),
    ...warnings(detail, reader),
  ]
  const facts = [
    `${owner} · ${escape(clip(detail.team, 60))} · due ${longDate(detail.due)} · ${keyResult.commitment}${keyResult.indicator ? `, ${keyResult.indicator}` : ''}`,
    `For ${objective.id} ${escape(clip(objective.title, 150))}`,
  ]
  return {
    above: {
      blocks: [section(lines.join('\n')), context(facts.join('\n'))],
      words: [...lines, ...facts].map(plainWords).join('\n'),
    },
    parts: [
      titled('Measured', measured(detail)),
      titled('Said, week by week', [detail.weeks.length > 0 ? weeksInWords(detail.weeks) : 'Not checked in yet.']),
      ...(detail.last ? [titled('Last answer', lastAnswer(detail.last, reader))] : []),
      titled(
        'Open',
        detail.open.map((item) => openItemLine(item)),
      ),
      titled('Decided', detail.decisions.map(decisionLine)),
      titled('Waits for', dependencies(detail)),
      titled('Work and links', links(detail)),
    ].flatMap((part) => part ?? []),
    leadsTo: [
      [objective.id, `All of ${objective.id}`],
      ['all', 'Everything'],
    ],
  }
}

/** A part with a heading of its own; nothing when there is nothing under it. */
function titled(heading: string, lines: readonly string[]): Part | null {
  if (lines.length === 0) return null
  const text = [`*${heading}*`, ...lines].join('\n')
  const blocks: KnownBlock[] = [section(text)]
  return { blocks, words: plainWords(text) }
}

function warnings({ status, guardrail }: KeyResultDetail, reader: Reader): string[] {
  const said = divergenceWords(status, reader.today)
  const { kpi, reading } = guardrail ?? {}
  const tripped =
    guardrail?.isTripped && kpi?.limit && reading
      ? `Guardrail: ${clip(kpi.name, 80)} is ${valueWords(reading.value, kpi.unit)}, its limit is ${formatLimit(kpi.limit)}.`
      : null
  return [said, tripped].flatMap((one) => (one ? [`⚠️ ${escape(clip(one, 300))}`] : []))
}

function measured(detail: KeyResultDetail): string[] {
  const { status, keyResult, elapsed, trend, threshold, forecast, guardrail } = detail
  const { progress, unit, baseline, current, paceStatus } = status
  const value = (one: number) => escape(valueWords(one, unit))
  const from = baseline === null ? '' : `, from ${value(baseline)}`
  const bar =
    progress === null
      ? 'No progress can be told yet.'
      : `${progressBar(progress)} ${percent(progress)} of the way with ${percent(elapsed)} of the cycle over: ${paceWords[paceStatus]}`
  const age = current === null ? '' : ` (${longDate(current.at)})`
  const limit = guardrail?.kpi.limit
  return [
    `*${escape(valuesOf(status))}*${from}${age}${trend.length > 1 ? `   ${sparkline([...trend])}` : ''}`,
    bar,
    ...(threshold === null ? [] : [`A hit from ${value(threshold)} on.`]),
    forecast === null
      ? 'Too few readings in this cycle for a forecast: it takes four.'
      : `Forecast for ${longDate(forecast.on)}: ${value(forecast.value)}, between ${value(forecast.low)} and ${value(forecast.high)}${hitWords(detail.forecastHits)}`,
    ...(guardrail && limit && !guardrail.isTripped
      ? [
          `Guardrail: ${escape(clip(guardrail.kpi.name, 80))} ${guardrail.reading ? escape(valueWords(guardrail.reading.value, guardrail.kpi.unit)) : 'has no reading'}, limit ${escape(formatLimit(limit))}`,
        ]
      : []),
    ...(keyResult.measurement ? [`How: ${escape(clip(keyResult.measurement, 200))}`] : []),
  ]
}

function hitWords(hits: boolean | null): string {
  if (hits === null) return '.'
  return hits ? '. That would be a hit.' : '. That would miss.'
}

function lastAnswer({ by, at, answer, nextActionPerson, week }: LastAnswer, reader: Reader): string[] {
  const { risk, nextAction, note, evidence } = answer
  const evidenceLines = evidence
    .slice(0, 8)
    .map(({ text, source }) => `• ${escape(clip(text, 200))} _(${escape(clip(source, 60))})_`)
  const who = [nextActionPerson, nextAction?.due && `until ${shortDate(nextAction.due)}`].filter(Boolean).join(', ')
  return [
    `${confidenceMarks[answer.confidence]} ${confidenceWords[answer.confidence]}, said by ${escape(clip(by, 60))} ${whenSaid(at, reader)} for the week of ${shortDate(mondayOf(week))}`,
    ...evidenceLines,
    ...(risk ? [`Risk, ${riskWords[risk.kind]}${risk.text ? `: ${escape(clip(risk.text, 300))}` : ''}`] : []),
    ...(nextAction ? [`Next: ${escape(clip(nextAction.text, 300))}${who && ` (${escape(who)})`}`] : []),
    ...(note ? [`Note: ${escape(clip(note, 400))}`] : []),
  ]
}

function dependencies({ dependencies: all }: KeyResultDetail): string[] {
  return all.slice(0, 8).map(({ on, due, owner, isLate }) => {
    const facts = [owner && escape(clip(owner, 40)), due && dueWords(due, isLate)].filter(Boolean).join(', ')
    return `• ${escape(clip(on, 200))}${facts && ` (${facts})`}`
  })
}

function links({ keyResult, links: all, initiatives }: KeyResultDetail): string[] {
  const dashboard = keyResult.dashboard && webLink(keyResult.dashboard, 'Dashboard')
  const attached = all.slice(0, 8).flatMap(({ kind, title, url }) => {
    const shown = webLink(url, clip(title ?? kind, 80))
    return shown ? [`${escape(clip(kind, 30))}: ${shown}`] : []
  })
  const work = initiatives.slice(0, 8).map(({ title, link, expectedImpact }) => {
    const shown = (link && webLink(link, clip(title, 100))) || escape(clip(title, 100))
    return `Initiative: ${shown}${expectedImpact ? `, expected ${escape(clip(expectedImpact, 60))}` : ''}`
  })
  return [...(dashboard ? [dashboard] : []), ...attached, ...work]
}
