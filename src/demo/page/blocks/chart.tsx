import { useId, useLayoutEffect, useRef, useState } from 'react'
import { tidyNumber } from './chart-scale.ts'
import { PiePlot } from './pie-plot.tsx'
import { SeriesPlot } from './series-plot.tsx'
import type { ChartBlock, PieChart, SeriesChart } from './types.ts'

/** Slack's chart block, with everything it shows also as a table, for those who do not see the picture. */
export function Chart({ block: { title, chart } }: { block: ChartBlock }) {
  const titleId = useId()
  const [box, width] = useWidth()
  return (
    <figure className="chart" aria-labelledby={titleId} ref={box}>
      <figcaption id={titleId}>{title}</figcaption>
      {chart.type === 'pie' ? (
        <PiePlot chart={chart} label={summaryOfPie(chart)} />
      ) : (
        <SeriesPlot chart={chart} width={width} label={summaryOfSeries(chart)} />
      )}
      <details className="chart-table">
        <summary>Show the numbers</summary>
        {chart.type === 'pie' ? <PieTable chart={chart} title={title} /> : <SeriesTable chart={chart} title={title} />}
      </details>
    </figure>
  )
}

/** A chart is drawn for the width it has, so that its text keeps its size on a small screen. */
function useWidth() {
  const box = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(560)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(Math.max(240, element.clientWidth - 34))
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])
  return [box, width] as const
}

function summaryOfSeries({ type, series }: SeriesChart): string {
  const kind = { line: 'Line chart', area: 'Area chart', bar: 'Bar chart' }[type]
  const lines = series.map(({ name, data }) => `${name} from ${valueText(data[0])} to ${valueText(data.at(-1))}`)
  return `${kind}. ${lines.join('; ')}.`
}

function valueText(point: { label: string; value: number } | undefined): string {
  return point ? `${tidyNumber(point.value)} (${point.label})` : 'nothing'
}

function summaryOfPie({ segments }: PieChart): string {
  return `Pie chart. ${segments.map(({ label, value }) => `${label} ${tidyNumber(value)}`).join(', ')}.`
}

function SeriesTable({ chart, title }: { chart: SeriesChart; title: string }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{chart.axis_config.x_label ?? ''}</th>
            {chart.series.map(({ name }) => (
              <th key={name} scope="col" className="numeric">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.axis_config.categories.map((category) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {chart.series.map(({ name, data }) => {
                const point = data.find((one) => one.label === category)
                return (
                  <td key={name} className="numeric">
                    {point ? tidyNumber(point.value) : '–'}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PieTable({ chart: { segments }, title }: { chart: PieChart; title: string }) {
  return (
    <table className="table">
      <caption className="hidden">{title}</caption>
      <tbody>
        {segments.map(({ label, value }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="numeric">{tidyNumber(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
