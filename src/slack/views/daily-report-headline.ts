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
  const said = [measured(report.kpis), worked(report), confidence(report), waiting(report)].filter(
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
    const more = others.length === 0 ? '' : ` ${others.length} more with new readings.`
    return `${escape(shorten(name, 60))} is ${escape(formatValue(current.value, unit))}${escape(by)}${stands}.${more}`
  }
  const changed = kpis.find(({ statusBefore }) => statusBefore !== null)
  if (!changed) return null
  return `${escape(shorten(changed.name, 60))} is ${changed.status ?? 'without a target'} now, was ${escape(changed.statusBefore ?? '')}.`
}

function worked({ activity }: DailyReport): string | null {
  const counts = countHappenings(activity)
  if (counts.size === 0) return null
  const telling = tellingKinds.filter((kind) => counts.has(kind)).slice(0, 4)
  if (telling.length === 0) return 'Some specs were tidied up.'
  const parts = telling.map((kind) => `${counts.get(kind)} ${happeningWords[kind]}`)
  return `Specs: ${parts.join(', ')}.`
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

function waiting({ waiting: decisions }: DailyReport): string | null {
  if (decisions.length === 0) return null
  return decisions.length === 1 ? '1 decision waits.' : `${decisions.length} decisions wait.`
}
