import { shortDate } from '../../domain/dates.ts'
import { localDateAt } from '../../domain/local-time.ts'
import type { RepositoryActivity } from '../../usecases/list-activity.ts'
import type { ShownActivity } from '../../usecases/show-activity.ts'
import { actions, button, context, limits, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections, wordsOf } from '../blocks/fit.ts'
import type { Message, Modal } from '../blocks/message.ts'
import { clip, escape, oneLine, plain, shorten } from '../blocks/text.ts'
import { happeningMarks, happeningWords } from './daily-report-activity.ts'
import { whenIn } from './when.ts'

/** What happened in chant, newest first: as much as fits, and a way to all of it. */
export function activityMessage(shown: ShownActivity): Message {
  const { events, missing } = shown
  const heading = headingOf(shown)
  return fitMessage([events.length], ([most = 0]) => {
    const left = events.length - most
    const lines = [...events.slice(0, most).map((one) => lineOf(one, shown)), ...andMore(left)]
    const blocks = [
      section(heading),
      ...lineSections('', lines),
      ...(left > 0
        ? [actions('activity', button('activity:all', 'Show all', shorten(shown.typed, 500) || 'all'))]
        : []),
      ...(missing.length > 0 ? [context(...missing.slice(0, 10).map((one) => `⚠️ ${escape(clip(one, 300))}`))] : []),
      context('`/okr activity kpi-churn 2w`: a label or a spec, and since when (`1d`, `2w`, `2026-01-12`).'),
    ]
    return { text: wordsOf(blocks), blocks }
  })
}

/** The same in a form, which holds more. */
export function activityModal(shown: ShownActivity): Modal {
  const lines = shown.events.map((one) => lineOf(one, shown))
  const sections = lineSections('', lines)
  const most = limits.viewBlocks - 2
  const isCut = sections.length > most
  return {
    type: 'modal',
    title: plain('Activity'),
    close: plain('Close'),
    blocks: [
      section(headingOf(shown)),
      ...sections.slice(0, most),
      ...(isCut ? [context('_There is more than a form can hold: ask since a later day, or for one label._')] : []),
    ],
  }
}

function headingOf({ about, since, events, zone, today }: ShownActivity): string {
  const what =
    about.kind === 'all'
      ? 'Activity'
      : about.kind === 'label'
        ? `Activity with the label ${escape(clip(about.label, 80))}`
        : `${escape(shorten(oneLine(about.title ?? 'Spec'), 150))} \`${escape(about.id)}\``
  const from = since === null ? 'from the beginning' : `since ${whenIn(since, zone, today)}`
  return `*${what}* ${from}: ${count(events.length)}`
}

function count(events: number): string {
  if (events === 0) return 'nothing.'
  return events === 1 ? '1 event.' : `${events} events, newest first.`
}

function lineOf(
  { event, at, id, title, by, reason, note, repository, labels }: RepositoryActivity,
  shown: ShownActivity,
): string {
  const name = title === null ? '' : ` *${escape(shorten(oneLine(title), 80))}*`
  const where = shown.isSeveral ? `${escape(clip(repository, 60))}/` : ''
  const why = reason ?? (event === 'worked' ? note : null)
  const who = by === null ? '' : ` — ${escape(clip(by, 60))}${why ? `: ${escape(shorten(oneLine(why), 160))}` : ''}`
  const tags =
    labels.length > 0 && shown.about.kind === 'all' ? ` _${escape(clip(labels.slice(0, 3).join(', '), 100))}_` : ''
  return `${whenOf(at, shown)}  ${happeningMarks[event]} ${happeningWords[event]}${name} \`${where}${escape(id)}\`${tags}${who}`
}

/** Another year is said. */
function whenOf(at: Date, { zone, today }: ShownActivity): string {
  const date = localDateAt(at, zone)
  return date.slice(0, 4) === today.slice(0, 4) ? whenIn(at, zone, today) : `${shortDate(date)} ${date.slice(0, 4)}`
}
