import type { KnownBlock } from '@slack/types'
import { stretchInWords } from '../../domain/days-off.ts'
import { weekdayInWords } from '../../domain/local-time.ts'
import type { SettingsForm } from '../../usecases/preferences/show-settings-form.ts'
import { context } from '../blocks/blocks.ts'
import { checkboxField, dateField, personField, selectField, timeField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, plain } from '../blocks/text.ts'

/** Weekday and time, who stands in, days off: all that somebody can say about their own check-in. */
export function settingsForm(form: SettingsForm): Modal {
  const { weekday, time, usual, weekdays, delegateSlackId, daysOff, zone } = form
  const asTeam = usual ? `As ${usual.team} has it: ${weekdayInWords(usual.weekday)}` : 'As my team has it'
  const blocks: KnownBlock[] = [
    context(
      `Your time zone is ${zone}, from your Slack profile. What you change here stays when the OKRs are imported again.`,
    ),
    selectField(
      { id: 'weekday', label: 'Weekday' },
      [['team', clip(asTeam, 70)], ...weekdays.map((day) => [day, weekdayInWords(day)] as const)],
      { initial: weekday ?? 'team' },
    ),
    timeField(
      {
        id: 'time',
        label: 'Time',
        hint: usual
          ? `Left empty: ${usual.time}, as ${clip(usual.team, 60)} has it.`
          : 'Left empty: as your team has it.',
        optional: true,
      },
      time ? { initial: time } : {},
    ),
    personField(
      {
        id: 'delegate',
        label: 'Who stands in for you?',
        hint: 'They are asked while you are away until the summary. Left empty: nobody.',
        optional: true,
      },
      delegateSlackId ? { initial: delegateSlackId } : {},
    ),
    dateField({ id: 'off-from', label: 'Add a day off, or the first of several', optional: true }),
    dateField({ id: 'off-to', label: 'The last of several', optional: true }),
    ...(daysOff.length > 0
      ? [
          checkboxField(
            { id: 'on', label: 'Give days off back', hint: 'What you tick is a working day again.', optional: true },
            daysOff.slice(0, 10).map((stretch) => [`${stretch.from}..${stretch.to}`, stretchInWords(stretch)] as const),
          ),
        ]
      : []),
  ]
  return {
    type: 'modal',
    callback_id: 'settings-form',
    title: plain('My check-in'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks,
  }
}
