import { describe, expect, it } from 'vitest'
import { isChart, slackChart } from '../../src/charts/slack-chart.ts'

describe('a Slack chart', () => {
  it('has exactly one point for every category in every series', () => {
    const chart = slackChart({
      type: 'bar',
      title: 'Confidence by week',
      categories: ['12 Jan', '19 Jan'],
      series: [
        { name: 'On track', values: [3, 4] },
        { name: 'No answer', values: [1, 0] },
      ],
      yLabel: 'Key results',
    })
    expect(chart).toEqual({
      type: 'data_visualization',
      title: 'Confidence by week',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'On track',
            data: [
              { label: '12 Jan', value: 3 },
              { label: '19 Jan', value: 4 },
            ],
          },
          {
            name: 'No answer',
            data: [
              { label: '12 Jan', value: 1 },
              { label: '19 Jan', value: 0 },
            ],
          },
        ],
        axis_config: { categories: ['12 Jan', '19 Jan'], y_label: 'Key results' },
      },
    })
    expect(chart !== null && isChart(chart)).toBe(true)
  })

  it('shows the newest 20 of more categories', () => {
    const categories = Array.from({ length: 26 }, (_, n) => `week ${n + 1}`)
    const chart = slackChart({
      type: 'line',
      title: 't',
      categories,
      series: [{ name: 's', values: categories.map((_, n) => n) }],
    })
    expect(chart?.chart.axis_config.categories).toEqual(categories.slice(6))
    expect(chart?.chart.series[0]?.data.at(0)).toEqual({ label: 'week 7', value: 6 })
    expect(chart?.chart.series[0]?.data.at(-1)).toEqual({ label: 'week 26', value: 25 })
  })

  it('cuts labels to 20 characters and keeps them apart', () => {
    const long = 'A label of more than twenty characters'
    const categories = [`${long} one`, `${long} two`, ...Array.from({ length: 9 }, () => long)]
    const chart = slackChart({
      type: 'bar',
      title: 'x'.repeat(80),
      categories,
      series: [
        { name: `${long} a`, values: categories.map(() => 1) },
        { name: `${long} b`, values: categories.map(() => 2) },
      ],
    })
    const labels = chart?.chart.axis_config.categories ?? []
    expect(new Set(labels).size).toBe(categories.length)
    expect(labels.every((label) => Array.from(label).length <= 20)).toBe(true)
    expect(new Set(chart?.chart.series.map(({ name }) => name)).size).toBe(2)
    expect(Array.from(chart?.title ?? '').length).toBeLessThanOrEqual(50)
  })

  it('is none when there is nothing to draw', () => {
    expect(slackChart({ type: 'bar', title: 't', categories: [], series: [{ name: 's', values: [] }] })).toBeNull()
    expect(slackChart({ type: 'bar', title: 't', categories: ['a'], series: [] })).toBeNull()
  })

  it('refuses a gap: Slack draws none, and carrying a value forward would be a lie', () => {
    const chart = (values: number[]) => () =>
      slackChart({ type: 'line', title: 't', categories: ['a', 'b'], series: [{ name: 's', values }] })
    expect(chart([1])).toThrow(RangeError)
    expect(chart([1, Number.NaN])).toThrow(RangeError)
  })
})
