import { shortDate } from '../../domain/dates.ts'
import type { Reading } from '../../domain/kpis.ts'
import { formatValue } from '../../domain/numbers.ts'
import type { KpiTrend } from '../../usecases/show-trend.ts'
import { context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, oneLine, shorten, unformatted } from '../blocks/text.ts'
import { pointsInWords, trendChart, trendSentence } from './trend-parts.ts'

/** As many readings as are listed below the chart. */
const listed = 12

/** How a measure went: the chart, its words, and the last readings with their sources. Without charts, in words. */
export function trendMessage(shown: KpiTrend, charts: boolean, command: string): Message {
  const { keyResult, readings, trend } = shown
  const heading = keyResult
    ? `*${keyResult.id}*  ${escape(clip(keyResult.title, 150))}`
    : `*${escape(clip(shown.name, 150))}*`
  const drawn = charts ? trendChart(shown) : []
  const sentence = trendSentence(shown, { bars: drawn.length === 0 })
  const points = trend.points.length > 1 ? pointsInWords(shown) : ''
  return fitMessage([Math.min(readings.length, listed)], ([most = 0]) => {
    const lines = [
      ...readings.slice(0, most).map((one) => readingLine(one, shown.unit)),
      ...andMore(readings.length - most),
    ]
    return {
      text: [heading, sentence, points, 'Readings', ...lines, footer(shown, command)]
        .map(unformatted)
        .filter(Boolean)
        .join('\n'),
      blocks: [
        section(heading),
        ...drawn,
        section(sentence),
        ...(drawn.length === 0 && points !== '' ? [context(points)] : []),
        ...(readings.length > 0 ? lineSections('*Readings*', lines) : []),
        context(footer(shown, command)),
      ],
    }
  })
}

function readingLine({ at, value, source, note }: Reading, unit: string | null): string {
  const why = note ? `: ${escape(shorten(oneLine(note), 100))}` : ''
  return `• ${shortDate(at)} ${at.slice(0, 4)}  *${escape(formatValue(value, unit))}*  ${escape(shorten(oneLine(source), 80))}${why}`
}

function footer({ since, kpiId, keyResult }: KpiTrend, command: string): string {
  const named = keyResult?.id ?? kpiId
  const from = since < '0001' ? 'Everything there is' : `Since ${shortDate(since)} ${since.slice(0, 4)}`
  return `${from}. \`${command} trend ${escape(named)} 2025-10-01\` begins on another day, \`… all\` with the first reading; add \`share\` to show it here.`
}
