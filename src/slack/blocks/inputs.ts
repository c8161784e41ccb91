import type {
  Checkboxes,
  Datepicker,
  InputBlock,
  PlainTextInput,
  RadioButtons,
  StaticSelect,
  Timepicker,
  UsersSelect,
} from '@slack/types'
import { plain, shorten } from './text.ts'

interface Field {
  /** Block id: what the answer and its error are called. */
  id: string
  label: string
  hint?: string
  optional?: boolean
}

/** A text field; `maxLength` is Slack's own limit of 3,000 characters unless given. */
export function textField(
  field: Field,
  {
    initial,
    multiline = false,
    placeholder,
    maxLength = 3000,
  }: { initial?: string; multiline?: boolean; placeholder?: string; maxLength?: number } = {},
): InputBlock {
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: 'value',
    multiline,
    max_length: maxLength,
    ...(initial && { initial_value: shorten(initial, maxLength) }),
    ...(placeholder && { placeholder: plain(shorten(placeholder, 150)) }),
  }
  return input(field, element)
}

/** A menu of `[value, text]` choices. */
export function selectField(
  field: Field,
  choices: readonly (readonly [value: string, text: string])[],
  { initial, placeholder }: { initial?: string; placeholder?: string } = {},
): InputBlock {
  const options = choices.slice(0, 100).map(([value, text]) => ({ value, text: plain(shorten(text, 75)) }))
  const chosen = options.find((option) => option.value === initial)
  const element: StaticSelect = {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(chosen && { initial_option: chosen }),
    ...(placeholder && { placeholder: plain(placeholder) }),
  }
  return input(field, element)
}

/** A few `[value, text]` choices that are all seen at once. With an `actionId` we hear of a choice at once. */
export function choiceField(
  field: Field,
  choices: readonly (readonly [value: string, text: string])[],
  { initial, actionId }: { initial?: string; actionId?: string } = {},
): InputBlock {
  const options = choices.slice(0, 10).map(([value, text]) => ({ value, text: plain(shorten(text, 75)) }))
  const chosen = options.find((option) => option.value === initial)
  const element: RadioButtons = {
    type: 'radio_buttons',
    action_id: actionId ?? 'value',
    options,
    ...(chosen && { initial_option: chosen }),
  }
  return { ...input(field, element), ...(actionId && { dispatch_action: true }) }
}

/** At most ten `[value, text]` choices, any of which can be ticked. */
export function checkboxField(field: Field, choices: readonly (readonly [value: string, text: string])[]): InputBlock {
  const options = choices.slice(0, 10).map(([value, text]) => ({ value, text: plain(shorten(text, 75)) }))
  const element: Checkboxes = { type: 'checkboxes', action_id: 'value', options }
  return input(field, element)
}

export function personField(field: Field, { initial }: { initial?: string } = {}): InputBlock {
  const element: UsersSelect = { type: 'users_select', action_id: 'value', ...(initial && { initial_user: initial }) }
  return input(field, element)
}

/** `initial` is a local date, `2026-01-16`. */
export function dateField(field: Field, { initial }: { initial?: string } = {}): InputBlock {
  const element: Datepicker = { type: 'datepicker', action_id: 'value', ...(initial && { initial_date: initial }) }
  return input(field, element)
}

/** `initial` is a wall-clock time, `09:00`. */
export function timeField(field: Field, { initial }: { initial?: string } = {}): InputBlock {
  const element: Timepicker = { type: 'timepicker', action_id: 'value', ...(initial && { initial_time: initial }) }
  return input(field, element)
}

function input({ id, label, hint, optional }: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    element,
    ...(optional && { optional }),
    ...(hint && { hint: plain(hint) }),
  }
}
