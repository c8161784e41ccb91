import type { Json } from '../state/model.ts'
import {
  checkInitial,
  checkOptions,
  confirm,
  id,
  imageElement,
  mrkdwn,
  option,
  optionFields,
  plainText,
  url,
} from './parts.ts'
import { richText } from './rich-text.ts'
import {
  type At,
  boolean,
  byType,
  type Field,
  inside,
  list,
  may,
  need,
  number,
  object,
  oneOf,
  type Rule,
  report,
  string,
} from './rules.ts'

const date = string(10, { like: /^\d{4}-\d\d-\d\d$/ })
const time = string(5, { like: /^([01]\d|2[0-3]):[0-5]\d$/ })
const anyTextOption = option({ text: byType({ plain_text: plainText(75), mrkdwn: mrkdwn(75) }) })
const conversationFilter = object({
  include: may(list(oneOf('im', 'mpim', 'private', 'public'))),
  exclude_external_shared_channels: may(boolean),
  exclude_bot_users: may(boolean),
})
const dispatchConfig = object({
  trigger_actions_on: need(list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 })),
})

const labelled = { placeholder: may(plainText(150)), focus_on_load: may(boolean) }
const menu = { ...labelled, confirm: may(confirm) }
const several = { ...menu, max_selected_items: may(number({ min: 1, whole: true })) }
const typing = { ...labelled, dispatch_action_config: may(dispatchConfig) }

/** Everything that can be pressed, chosen in or typed into, by type. */
export const elements: Record<string, Rule> = {
  button: element('button', {
    text: need(plainText(75)),
    value: may(string(2000, { min: 0 })),
    url: may(url),
    style: may(oneOf('primary', 'danger')),
    confirm: may(confirm),
    accessibility_label: may(string(75)),
  }),
  workflow_button: element('workflow_button', {
    text: need(plainText(75)),
    workflow: need(
      object({ trigger: need(object({ url: need(url), customizable_input_parameters: may(list(() => {})) })) }),
    ),
    style: may(oneOf('primary', 'danger')),
    accessibility_label: may(string(75)),
  }),
  overflow: element('overflow', {
    options: need(list(option({ link: true }), { max: 5 })),
    confirm: may(confirm),
  }),
  static_select: element('static_select', { ...menu, ...optionFields, initial_option: may(option()) }, checkOptions),
  multi_static_select: element(
    'multi_static_select',
    { ...several, ...optionFields, initial_options: may(list(option(), { max: 100 })) },
    (value, at) => {
      checkOptions(value, at)
      checkAmount(value, at)
    },
  ),
  external_select: element('external_select', {
    ...menu,
    initial_option: may(option()),
    min_query_length: may(number({ min: 0, whole: true })),
  }),
  multi_external_select: element('multi_external_select', {
    ...several,
    initial_options: may(list(option(), { max: 100 })),
    min_query_length: may(number({ min: 0, whole: true })),
  }),
  users_select: element('users_select', { ...menu, initial_user: may(id) }),
  multi_users_select: element('multi_users_select', { ...several, initial_users: may(list(id)) }, checkAmount),
  conversations_select: element('conversations_select', {
    ...menu,
    initial_conversation: may(id),
    default_to_current_conversation: may(boolean),
    filter: may(conversationFilter),
    response_url_enabled: may(boolean),
  }),
  multi_conversations_select: element('multi_conversations_select', {
    ...several,
    initial_conversations: may(list(id)),
    default_to_current_conversation: may(boolean),
    filter: may(conversationFilter),
  }),
  channels_select: element('channels_select', {
    ...menu,
    initial_channel: may(id),
    response_url_enabled: may(boolean),
  }),
  multi_channels_select: element('multi_channels_select', { ...several, initial_channels: may(list(id)) }),
  datepicker: element('datepicker', { ...menu, initial_date: may(date) }),
  timepicker: element('timepicker', { ...menu, initial_time: may(time), timezone: may(string(100)) }),
  datetimepicker: element('datetimepicker', {
    confirm: may(confirm),
    focus_on_load: may(boolean),
    initial_date_time: may(number({ min: 1_000_000_000, max: 9_999_999_999, whole: true })),
  }),
  radio_buttons: element(
    'radio_buttons',
    {
      options: need(list(anyTextOption, { max: 10 })),
      initial_option: may(anyTextOption),
      confirm: may(confirm),
      focus_on_load: may(boolean),
    },
    checkOwnOptions,
  ),
  checkboxes: element(
    'checkboxes',
    {
      options: need(list(anyTextOption, { max: 10 })),
      initial_options: may(list(anyTextOption, { max: 10 })),
      confirm: may(confirm),
      focus_on_load: may(boolean),
    },
    checkOwnOptions,
  ),
  plain_text_input: element(
    'plain_text_input',
    {
      ...typing,
      initial_value: may(string(3000, { min: 0 })),
      multiline: may(boolean),
      min_length: may(number({ min: 0, max: 3000, whole: true })),
      max_length: may(number({ min: 1, max: 3000, whole: true })),
    },
    checkLengths,
  ),
  number_input: element(
    'number_input',
    {
      ...typing,
      is_decimal_allowed: need(boolean),
      initial_value: may(numeral),
      min_value: may(numeral),
      max_value: may(numeral),
    },
    checkNumbers,
  ),
  email_text_input: element('email_text_input', { ...typing, initial_value: may(string(3000)) }),
  url_text_input: element('url_text_input', { ...typing, initial_value: may(string(3000)) }),
  rich_text_input: element('rich_text_input', {
    ...typing,
    initial_value: may(richText),
    min_lines: may(number({ min: 1, max: 100, whole: true })),
    max_lines: may(number({ min: 1, max: 100, whole: true })),
  }),
  file_input: element('file_input', {
    filetypes: may(list(string(20))),
    max_files: may(number({ min: 1, max: 10, whole: true })),
  }),
  feedback_buttons: element('feedback_buttons', {
    positive_button: need(feedbackButton()),
    negative_button: need(feedbackButton()),
  }),
  icon_button: element('icon_button', {
    icon: need(string(255)),
    text: need(plainText(75)),
    value: may(string(2000)),
    confirm: may(confirm),
    accessibility_label: may(string(75)),
    visible_to_user_ids: may(list(id)),
  }),
  image: imageElement,
}

const selects = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select']
const multiSelects = selects.map((type) => `multi_${type}`)

/** Which elements each place takes. */
export const elementsOf = {
  actions: [
    'button', 'checkboxes', 'datepicker', 'datetimepicker', 'timepicker', ...selects, ...multiSelects, 'overflow',
    'radio_buttons', 'rich_text_input', 'workflow_button',
  ], // biome-ignore format: a list reads better in rows
  accessory: [
    'button', 'checkboxes', 'datepicker', 'image', 'timepicker', ...selects, ...multiSelects, 'overflow', 'radio_buttons',
    'workflow_button',
  ], // biome-ignore format: a list reads better in rows
  input: [
    'checkboxes', 'datepicker', 'datetimepicker', 'timepicker', 'email_text_input', 'file_input', 'number_input',
    'plain_text_input', 'radio_buttons', 'rich_text_input', 'url_text_input', ...selects, ...multiSelects,
  ], // biome-ignore format: a list reads better in rows
} as const

function element(type: string, fields: Record<string, Field>, rest?: (value: Json, at: At) => void): Rule {
  return object({ type: need(oneOf(type)), action_id: may(id), ...fields }, rest)
}

function feedbackButton(): Rule {
  return object({ text: need(plainText(75)), value: need(string(2000)), accessibility_label: may(string(75)) })
}

function checkOwnOptions(value: Json, at: At): void {
  if (Array.isArray(value['options'])) checkInitial(value, at, value['options'])
}

/** No more is chosen at first than may be chosen. */
function checkAmount(value: Json, at: At): void {
  const most = value['max_selected_items']
  for (const name of ['initial_options', 'initial_users']) {
    const given = value[name]
    if (typeof most === 'number' && Array.isArray(given) && given.length > most) {
      report(inside(at, name), `no more than ${most} items allowed`)
    }
  }
}

function checkLengths(value: Json, at: At): void {
  const {
    min_length = 0,
    max_length = 3000,
    initial_value = '',
  } = value as Partial<Record<string, number>> & {
    initial_value?: string
  }
  if (min_length > max_length) report(inside(at, 'min_length'), 'must be less than or equal to `max_length`')
  if (initial_value.length > max_length)
    report(inside(at, 'initial_value'), `must be less than ${max_length + 1} characters`)
}

/** Numbers of a number input travel as text. */
function numeral(value: unknown, at: At): void {
  if (typeof value !== 'string') report(at, 'must provide a string', 'invalid_type')
  else if (value.trim() === '' || !Number.isFinite(Number(value))) report(at, 'must be a valid number')
}

function checkNumbers(value: Json, at: At): void {
  const { min_value = '-Infinity', max_value = 'Infinity', initial_value } = value as Record<string, string | undefined>
  if (Number(min_value) > Number(max_value))
    report(inside(at, 'min_value'), 'must be less than or equal to `max_value`')
  if (initial_value === undefined) return
  const initial = Number(initial_value)
  if (initial < Number(min_value) || initial > Number(max_value)) {
    report(inside(at, 'initial_value'), 'must be between `min_value` and `max_value`')
  }
  if (value['is_decimal_allowed'] === false && !Number.isInteger(initial)) {
    report(inside(at, 'initial_value'), 'must be an integer')
  }
}
