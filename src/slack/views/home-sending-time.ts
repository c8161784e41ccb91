import type { KnownBlock } from '@slack/types'
import { shortDate } from '../../domain/dates.ts'
import { stretchInWords } from '../../domain/days-off.ts'
import { addDays } from '../../domain/local-time.ts'
import type { SendingTime } from '../../usecases/home/show-sending-time.ts'
import type { Home } from '../../usecases/show-home.ts'
import { actions, button, header, section } from '../blocks/blocks.ts'
import { clip, escape } from '../blocks/text.ts'
import { pauseButtons } from './pause.ts'

/** When the reader is asked and why then, who stands in, and how to change all that. */
export function sendingTimeBlocks({ sendingTime, reader }: Home): KnownBlock[] {
  const lines = sendingTimeLines(sendingTime)
  return [
    header('My sending time'),
    section(lines.join('\n'), button('settings:open', 'Change …', 'settings', { label: 'Change my sending time' })),
    ...pauseBlocks(sendingTime, reader.today),
  ]
}

/** Facts as lines, one for each thing that can be changed. */
export function sendingTimeLines(sendingTime: SendingTime): string[] {
  const { next, daysOff, delegate, standsInFor } = sendingTime
  const off = daysOff.slice(0, 6).map(stretchInWords).join(', ')
  const moreOff = daysOff.length > 6 ? ` and ${daysOff.length - 6} more` : ''
  return [
    usually(sendingTime),
    ...next.slice(-3).map((line) => `*Next:* ${escape(clip(line, 400))}`),
    `*Days off:* ${off === '' ? 'none planned' : off + moreOff}`,
    `*Stands in for me:* ${delegate === null ? 'nobody' : escape(clip(delegate.name, 60))}`,
    ...(standsInFor.length > 0
      ? [`*I stand in for:* ${escape(clip(standsInFor.join(', '), 200))}, while they are away`]
      : []),
  ]
}

function usually({ usually: when, because, teams, zone, isZoneKnown }: SendingTime): string {
  const place = escape(clip(zone, 60))
  const where = isZoneKnown
    ? `${place}, as Slack has it`
    : `${place}, since neither Slack nor the OKR file says where you are`
  if (when === null) return `*I ask you for nothing*, since you own no key result. Your time zone: ${where}.`
  const why = because === 'own-choice' ? 'your own choice' : `as ${escape(clip(teams.join(', '), 80))} has it`
  return `*${escape(clip(when, 60))}*, ${why}. Your time zone: ${where}.`
}

function pauseBlocks({ pausedUntil }: SendingTime, today: string): KnownBlock[] {
  if (pausedUntil === null) return [actions('pause', ...pauseButtons(today))]
  const back = shortDate(addDays(pausedUntil, 1))
  return [
    section(`⏸️ *Paused up to and including ${shortDate(pausedUntil)}.* From ${back} on I ask you again.`),
    actions('pause', button('pause:resume', 'Resume now', 'resume', { style: 'primary' }), ...pauseButtons(today)),
  ]
}
