import type { ActivityKind } from '../../domain/activity.ts'
import type { ActivityGroup, SpecHappening, SpecNews } from '../../domain/reports-activity.ts'
import type { DailyReport } from '../../usecases/daily-report/build-report.ts'
import { escape, oneLine, shorten } from '../blocks/text.ts'
import { whenIn } from './when.ts'

/** What is said of each thing that can happen to a spec; a mark never stands alone. */
export const happeningWords: Record<ActivityKind, string> = {
  created: 'created',
  started: 'started',
  worked: 'worked on',
  paused: 'paused',
  needs_attention: 'needs attention',
  failed: 'failed',
  completed: 'completed',
  cancelled: 'cancelled',
  reopened: 'reopened',
  rejected: 'rejected',
  approved: 'approved',
  merged: 'merged',
  archived: 'archived',
}

export const happeningMarks: Record<ActivityKind, string> = {
  created: '🆕',
  started: '▶️',
  worked: '🔧',
  paused: '⏸️',
  needs_attention: '⚠️',
  failed: '❌',
  completed: '✅',
  cancelled: '🚫',
  reopened: '🔁',
  rejected: '👎',
  approved: '👍',
  merged: '🔀',
  archived: '📦',
}

export interface ActivityLine {
  text: string
  /** An objective, under which nothing may be left to show. */
  isHeading: boolean
}

type Showing = Pick<DailyReport, 'activity' | 'objectives' | 'zone' | 'date'>

/** Activity as lines: objectives, the specs that work for them, members below their driver. */
export function activityLines(report: Showing): ActivityLine[] {
  const { activity } = report
  const isPlain = activity.length === 1 && activity[0]?.objective === null
  return activity.flatMap((group) => [
    ...(isPlain ? [] : [{ text: groupTitle(group, report), isHeading: true }]),
    ...group.specs.flatMap((spec) => specLines(spec, report)),
  ])
}

function groupTitle({ objective, keyResults }: ActivityGroup, { objectives }: Showing): string {
  if (objective === null) return '_Works for no objective we know_'
  const title = objectives.get(objective)
  const named = title ? `  ${escape(shorten(oneLine(title), 100))}` : ''
  return `*${objective}*${named}${keyResults.length > 0 ? `  _(${keyResults.join(', ')})_` : ''}`
}

function specLines(spec: SpecNews, report: Showing): ActivityLine[] {
  const members = spec.members.map((member) => ({ text: `     ↳ ${specLine(member, report)}`, isHeading: false }))
  return [{ text: specLine(spec, report), isHeading: false }, ...members]
}

function specLine({ id, title, events, progress }: SpecNews, report: Showing): string {
  const name = title === null ? '' : ` *${escape(shorten(oneLine(title), 100))}*`
  const far = progress === null ? [] : [`${progress.completed} of ${progress.total} done`]
  const what = [...far, ...tellingOf(events).map((one) => happeningLine(one, report))].join(', ')
  return `${markOf(events)}${name}${what === '' ? '' : ` — ${what}`}  \`${escape(id)}\``
}

/** Whoever hears that something is done need not hear that it was begun. */
function tellingOf(events: readonly SpecHappening[]): readonly SpecHappening[] {
  const isOver = events.some(({ event }) => outcomes.has(event))
  return isOver ? events.filter(({ event }) => event !== 'worked' && event !== 'started') : events
}

const outcomes: ReadonlySet<ActivityKind> = new Set(['completed', 'failed', 'needs_attention', 'cancelled', 'merged'])

/** The last thing that happened; a driver to which nothing did is on its way. */
function markOf(events: readonly SpecHappening[]): string {
  const last = events.at(-1)
  return last ? happeningMarks[last.event] : '▸'
}

function happeningLine({ event, at, by, reason, times }: SpecHappening, { zone, date }: Showing): string {
  const isDecision = event === 'approved' || event === 'rejected'
  const who = isDecision && by ? ` by ${escape(by)}` : ''
  const often = times > 1 ? ` ${times} times, last` : ''
  const why = reason ? `: “${escape(shorten(oneLine(reason), 200))}”` : ''
  return `${happeningWords[event]}${often}${who} ${whenIn(at, zone, date)}${why}`
}
