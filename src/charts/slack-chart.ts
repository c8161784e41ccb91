import type { Block } from '@slack/types'

/** Slack's own limits for a chart in a message. */
export const chartLimits = { categories: 20, series: 12, label: 20, title: 50, perMessage: 2 } as const

/** Slack's `data_visualization` block; its types do not know it yet. */
export interface ChartBlock extends Block {
  type: 'data_visualization'
  title: string
  chart: {
    type: 'line' | 'area' | 'bar'
    series: { name: string; data: { label: string; value: number }[] }[]
    axis_config: { categories: string[]; x_label?: string; y_label?: string }
  }
}

export interface Chart {
  type: ChartBlock['chart']['type']
  /** At most 50 characters are shown. */
  title: string
  /** What stands along the x axis, oldest first; of more than 20 the newest are shown. */
  categories: readonly string[]
  /** One value for every category: Slack draws no gaps, so what has one is left out by the caller, and said. */
  series: readonly { name: string; values: readonly number[] }[]
  xLabel?: string
  yLabel?: string
}

/**
 * A chart as a block of a message; null when there is nothing to draw. Messages only (not Home, not forms), and two at
 * most. A workspace may refuse it, so whatever it shows also stands in the message's text.
 *
 * Throws RangeError for what Slack would refuse and no shortening mends: a value missing, more than 12 series.
 */
export function slackChart({ type, title, categories, series, xLabel, yLabel }: Chart): ChartBlock | null {
  const gap = series.find(({ values }) => values.length !== categories.length || !values.every(Number.isFinite))
  if (gap) throw new RangeError(`${gap.name} has no value for every one of ${categories.length} categories`)
  if (series.length > chartLimits.series) throw new RangeError(`${series.length} series are more than Slack draws`)
  if (series.length === 0 || categories.length === 0) return null
  const first = Math.max(0, categories.length - chartLimits.categories)
  const labels = distinct(categories.slice(first))
  const names = distinct(series.map(({ name }) => name))
  return {
    type: 'data_visualization',
    title: cut(title, chartLimits.title),
    chart: {
      type,
      series: series.map(({ values }, number) => ({
        name: names[number] as string,
        data: labels.map((label, index) => ({ label, value: values[first + index] as number })),
      })),
      axis_config: {
        categories: labels,
        ...(xLabel && { x_label: cut(xLabel, chartLimits.title) }),
        ...(yLabel && { y_label: cut(yLabel, chartLimits.title) }),
      },
    },
  }
}

export function isChart(block: { type: string }): boolean {
  return block.type === 'data_visualization'
}

/** Cut to what Slack takes; what is the same after that gets a number. */
function distinct(labels: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return labels.map((label) => {
    const short = cut(label, chartLimits.label)
    const times = (seen.get(short) ?? 0) + 1
    seen.set(short, times)
    return times === 1 ? short : `${cut(label, chartLimits.label - 5)} (${times})`
  })
}

/** Counted as Slack counts: an emoji is two or more. */
function cut(text: string, limit: number): string {
  const plain = text.trim()
  if (plain.length <= limit) return plain
  let kept = ''
  for (const { segment } of segmenter.segment(plain.slice(0, limit + 64))) {
    if (kept.length + segment.length >= limit) break
    kept += segment
  }
  return `${kept}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
