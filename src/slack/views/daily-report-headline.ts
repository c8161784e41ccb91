import type { ActivityKind } from '../../domain/activity.ts'
import { confidenceWords } from '../../domain/check-ins.ts'
import { formatChange, formatValue } from '../../domain/numbers.ts'
import { countHappenings } from '../../domain/reports-activity.ts'
import type { DailyReport } from '../../usecases/daily-report/build-report.ts'
import type { ReportKpi } from '../../usecases/daily-report/report-kpis.ts'
import { escape, shorten } from '../blocks/text.ts'
import { happeningWords } from './daily-report-activity.ts'
import { whenIn } from './when.ts'

/** What people must hear first, in the order in which it changes what they do. */
const tellingKinds: readonly ActivityKind[] = [
  'failed',
  'needs_attention',
  'rejected',
  'approved',
  'completed',
  'merged',
  'created',
  'started',
  'worked',
]

/** The report in a sentence or two: the numbers, the work, who is less sure, who has to decide. */
export function headlineOf(report: DailyReport): string {
  const said = [measured(report.kpis), worked(report), confidence(report), decided(report), waiting(report)].filter(
    (one) => one !== null,
  )
  if (said.length > 0) return said.join(' ')
  return `Nothing new since ${whenIn(report.since, report.zone, report.date)}.`
}

function measured(kpis: readonly ReportKpi[]): string | null {
  const [first, ...others] = kpis.filter(({ added, current }) => added > 0 && current !== null)
  if (first?.current) {
    const { name, unit, current, change, status } = first
    const by = change === null || change.by === 0 ? '' : ` (${formatChange(change.by, unit)})`
    const stands = status === null || status === 'no data' ? '' : status === 'met' ? ', target met' : `, ${status}`
    return `${escape(`${shorten(name, 60)} is ${formatValue(current.value, unit)}${by}${stands}.`)}${moreNew(others.length)}`
  }
  const changed = kpis.find(({ statusBefore }) => statusBefore !== null)
  if (!changed) return null
  const { name, status, statusBefore } = changed
  return escape(`${shorten(name, 60)} is ${status ?? 'without a target'} now, was ${statusBefore}.`)
}

function moreNew(others: number): string {
  if (others === 0) return ''
  return others === 1 ? ' 1 other KPI has a new reading.' : ` ${others} other KPIs have new readings.`
}

function worked({ activity }: DailyReport): string | null {
  const counts = countHappenings(activity)
  if (counts.size === 0) return null
  const [first, ...others] = tellingKinds.filter((kind) => counts.has(kind)).slice(0, 4)
  if (first === undefined) return 'Some specs were tidied up.'
  const specs = counts.get(first) === 1 ? '1 spec' : `${counts.get(first)} specs`
  // That something was worked on goes without saying where something came of it.
  const more = others.filter((kind) => kind !== 'worked' && kind !== 'started')
  return `${[`${specs} ${happeningWords[first]}`, ...more.map((kind) => `${counts.get(kind)} ${happeningWords[kind]}`)].join(', ')}.`
}

function confidence({ confidence: changes }: DailyReport): string | null {
  const worse = changes.filter(({ from, to }) => to !== null && to < (from ?? 2))
  const [first] = worse
  if (first && first.to !== null) {
    const more = worse.length === 1 ? '' : ` and ${worse.length - 1} more less sure`
    return `${first.keyResultId} is ${confidenceWords[first.to].toLowerCase()} now${more}.`
  }
  if (changes.length === 0) return null
  return changes.length === 1 ? '1 answer about confidence.' : `${changes.length} answers about confidence.`
}

function decided({ decided: decisions }: DailyReport): string | null {
  if (decisions.length === 0) return null
  return decisions.length === 1 ? '1 decision was made.' : `${decisions.length} decisions were made.`
}

function waiting({ waiting: decisions }: DailyReport): string | null {
  if (decisions.length === 0) return null
  return decisions.length === 1 ? '1 decision waits.' : `${decisions.length} decisions wait.`
}
