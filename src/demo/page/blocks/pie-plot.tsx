import { tidyNumber } from './chart-scale.ts'
import { colourOf } from './series-plot.tsx'
import type { PieChart } from './types.ts'

/** A ring of shares, the words and numbers beside it: nobody has to compare colours to read it. */
export function PiePlot({ chart: { segments }, label }: { chart: PieChart; label: string }) {
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1
  const starts = segments.map((_, index) => segments.slice(0, index).reduce((sum, { value }) => sum + value, 0) / total)
  return (
    <div className="pie">
      <svg role="img" aria-label={label} viewBox="0 0 120 120" width="150" height="150">
        {segments.map(({ label: name, value }, index) => (
          <circle
            key={name}
            className="slice"
            cx="60"
            cy="60"
            r="42"
            pathLength="1"
            strokeDasharray={`${Math.max(0.002, value / total - (segments.length > 1 ? 0.008 : 0))} 1`}
            strokeDashoffset={-(starts[index] ?? 0)}
            style={{ color: colourOf(index) }}
          />
        ))}
        <text x="60" y="66" textAnchor="middle" className="pie-total">
          {tidyNumber(total)}
        </text>
      </svg>
      <ul className="legend" aria-hidden="true">
        {segments.map(({ label: name, value }, index) => (
          <li key={name}>
            <i style={{ background: colourOf(index) }} />
            <span>{name}</span>
            <b>{tidyNumber(value)}</b>
            <span className="quiet">{Math.round((value / total) * 100)} %</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
