import type { Button } from '@slack/types'
import { shortDate } from '../../domain/dates.ts'
import { addDays, type LocalDate } from '../../domain/local-time.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import { dateField } from '../blocks/inputs.ts'
import type { Message, Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'

const lengths = [
  [1, 'Pause today'],
  [3, 'Pause 3 days'],
  [7, 'Pause 1 week'],
] as const

/** How long a pause can be, each with the day it ends on; any other day is chosen in a form. */
export function pauseButtons(today: LocalDate): Button[] {
  return [
    ...lengths.map(([days, text]) => {
      const ends = shortDate(addDays(today, days - 1))
      const shown = days === 1 ? text : `${text}, to ${ends}`
      return button(`pause:${days}`, shown, String(days), { label: `Pause check-ins up to and including ${ends}` })
    }),
    button('pause:until', 'Pause until …', 'until', { label: 'Pause check-ins until a date you choose' }),
  ]
}

const footer =
  'What was asked before stays open, without reminders. If somebody stands in for you, they are asked instead.'

/** What `/okr pause` says: how it stands, and the buttons. `said` is what has just been done. */
export function pauseMessage(
  { pausedUntil, today }: { pausedUntil: LocalDate | null; today: LocalDate },
  said?: string,
): Message {
  const state =
    pausedUntil === null
      ? 'You are not paused. For how long shall I stop asking?'
      : `You are paused up to and including ${shortDate(pausedUntil)}; from ${shortDate(addDays(pausedUntil, 1))} on I ask you again.`
  const resume = button('pause:resume', 'Resume now', 'resume', { style: 'primary' })
  return messageOf([
    section(escape(clip(said ?? state, 600))),
    actions('pause', ...(pausedUntil === null ? [] : [resume]), ...pauseButtons(today)),
    context(footer),
  ])
}

/** Asks for the last day of a pause. */
export function pauseForm(today: LocalDate): Modal {
  return {
    type: 'modal',
    callback_id: 'pause-form',
    title: plain('Pause check-ins'),
    submit: plain('Pause'),
    close: plain('Cancel'),
    blocks: [
      dateField(
        { id: 'until', label: 'Last day of the pause', hint: 'I ask you again from the day after.' },
        { initial: addDays(today, 13) },
      ),
    ],
  }
}
