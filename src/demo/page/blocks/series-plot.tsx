import { type PointerEvent, useState } from 'react'
import { labelEvery, type Scale, scaleFor, shareOf, tidyNumber } from './chart-scale.ts'
import type { SeriesChart } from './types.ts'

interface Frame {
  left: number
  right: number
  top: number
  bottom: number
  scale: Scale
  count: number
}

/** Lines, areas or grouped bars over named categories. Series differ in colour, dash and mark. */
export function SeriesPlot({ chart, width, label }: { chart: SeriesChart; width: number; label: string }) {
  const [at, setAt] = useState<number | null>(null)
  const { categories, x_label: xLabel, y_label: yLabel } = chart.axis_config
  const height = width < 420 ? 220 : 250
  const scale = scaleFor(
    chart.series.flatMap(({ data }) => data.map(({ value }) => value)),
    chart.type !== 'line',
  )
  const widest = Math.max(...scale.ticks.map((tick) => tidyNumber(tick).length))
  const left = 16 + widest * 7 + (yLabel ? 18 : 0)
  const frame: Frame = {
    left,
    right: width - 12,
    top: 14,
    bottom: height - (xLabel ? 44 : 26),
    scale,
    count: categories.length,
  }
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    setAt(
      Math.min(
        categories.length - 1,
        Math.max(0, Math.floor(((x - frame.left) / (frame.right - frame.left)) * categories.length)),
      ),
    )
  }
  return (
    <div className="plot">
      <Legend series={chart.series} type={chart.type} />
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height}
        onPointerMove={onMove}
        onPointerLeave={() => setAt(null)}
      >
        <Grid frame={frame} categories={categories} />
        {xLabel && (
          <text className="axis-title" x={(frame.left + frame.right) / 2} y={height - 5} textAnchor="middle">
            {xLabel}
          </text>
        )}
        {yLabel && (
          <text
            className="axis-title"
            transform={`translate(12 ${(frame.top + frame.bottom) / 2}) rotate(-90)`}
            textAnchor="middle"
          >
            {yLabel}
          </text>
        )}
        {at !== null && (
          <line className="crosshair" x1={xOf(frame, at)} x2={xOf(frame, at)} y1={frame.top} y2={frame.bottom} />
        )}
        {chart.type === 'bar' ? <Bars chart={chart} frame={frame} /> : <Lines chart={chart} frame={frame} />}
      </svg>
      {at !== null && <Reading chart={chart} index={at} left={xOf(frame, at)} width={width} />}
    </div>
  )
}

function xOf({ left, right, count }: Frame, index: number): number {
  return left + ((index + 0.5) / count) * (right - left)
}

function yOf({ top, bottom, scale }: Frame, value: number): number {
  return bottom - shareOf(scale, value) * (bottom - top)
}

export function colourOf(index: number): string {
  return `var(--series-${(index % 12) + 1})`
}

const dashes = ['', '7 4', '2 4', '10 4 2 4']

function dashOf(index: number): string | undefined {
  return dashes[index % dashes.length] || undefined
}

function Grid({ frame, categories }: { frame: Frame; categories: string[] }) {
  const longest = Math.max(...categories.map((category) => category.length))
  const every = labelEvery(categories.length, longest, frame.right - frame.left)
  return (
    <g>
      {frame.scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'grid grid-zero' : 'grid'}
            x1={frame.left}
            x2={frame.right}
            y1={yOf(frame, tick)}
            y2={yOf(frame, tick)}
          />
          <text className="tick" x={frame.left - 8} y={yOf(frame, tick) + 4} textAnchor="end">
            {tidyNumber(tick)}
          </text>
        </g>
      ))}
      {categories.map((category, index) =>
        index % every === 0 ? (
          <text key={category} className="tick" x={xOf(frame, index)} y={frame.bottom + 18} textAnchor="middle">
            {category}
          </text>
        ) : null,
      )}
    </g>
  )
}

function Lines({ chart, frame }: { chart: SeriesChart; frame: Frame }) {
  const zero = yOf(frame, Math.min(Math.max(0, frame.scale.low), frame.scale.high))
  return chart.series.map(({ name, data }, index) => {
    const points = data.map(({ value }, at) => [xOf(frame, at), yOf(frame, value)] as const)
    const path = points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
    const [first, last] = [points[0], points.at(-1)]
    return (
      <g key={name} style={{ color: colourOf(index) }}>
        {chart.type === 'area' && first && last && (
          <path className="area" d={`${path}L${last[0]} ${zero}L${first[0]} ${zero}Z`} />
        )}
        <path className="line" d={path} strokeDasharray={dashOf(index)} />
        {points.map(([x, y], at) => (
          <Mark key={at} index={index} x={x} y={y} />
        ))}
      </g>
    )
  })
}

function Mark({ index, x, y }: { index: number; x: number; y: number }) {
  if (index % 3 === 1) return <rect className="mark" x={x - 3} y={y - 3} width={6} height={6} />
  if (index % 3 === 2) return <path className="mark" d={`M${x} ${y - 4.2}l4 7h-8z`} />
  return <circle className="mark" cx={x} cy={y} r={3.4} />
}

function Bars({ chart, frame }: { chart: SeriesChart; frame: Frame }) {
  const slot = (frame.right - frame.left) / frame.count
  const bar = Math.min(36, (slot * 0.72) / chart.series.length)
  const zero = yOf(frame, 0)
  return chart.series.map(({ name, data }, index) => (
    <g key={name} style={{ color: colourOf(index) }}>
      {data.map(({ label, value }, at) => {
        const x = xOf(frame, at) - (bar * chart.series.length) / 2 + bar * index
        const y = yOf(frame, value)
        return (
          <rect
            key={label}
            className="bar"
            x={x + 1}
            y={Math.min(y, zero)}
            width={bar - 2}
            height={Math.max(1, Math.abs(zero - y))}
            rx={2}
          />
        )
      })}
    </g>
  ))
}

function Legend({ series, type }: { series: SeriesChart['series']; type: SeriesChart['type'] }) {
  return (
    <ul className="legend" aria-hidden="true">
      {series.map(({ name }, index) => (
        <li key={name} style={{ color: colourOf(index) }}>
          <svg width="22" height="10" aria-hidden="true">
            {type === 'bar' ? (
              <rect className="bar" x="5" width="12" height="10" rx="2" />
            ) : (
              <g>
                <path className="line" d="M0 5H22" strokeDasharray={dashOf(index)} />
                <Mark index={index} x={11} y={5} />
              </g>
            )}
          </svg>
          <span>{name}</span>
        </li>
      ))}
    </ul>
  )
}

function Reading({ chart, index, left, width }: { chart: SeriesChart; index: number; left: number; width: number }) {
  const side = left > width / 2 ? { right: width - left + 10 } : { left: left + 10 }
  return (
    <div className="reading" style={side} aria-hidden="true">
      <strong>{chart.axis_config.categories[index]}</strong>
      {chart.series.map(({ name, data }, at) => (
        <span key={name}>
          <i style={{ background: colourOf(at) }} />
          {name} <b>{data[index] ? tidyNumber(data[index].value) : '–'}</b>
        </span>
      ))}
    </div>
  )
}
