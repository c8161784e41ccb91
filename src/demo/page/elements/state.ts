import type { InputBlock } from '@slack/types'
import type { StateValues } from '../../page-api.ts'
import type { Control, ShownBlock } from '../blocks/types.ts'

/** What stands in one element, as Slack sends it in `state.values`: `{ type, value }` or `{ type, selected_… }`. */
export type ElementState = Record<string, unknown> & { type: string }

/** Where each kind of element keeps its value, in its state and as `initial_…`, and what it is when nothing is chosen. */
const places: Record<string, readonly [state: string, initial: string, empty: unknown]> = {
  plain_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  rich_text_input: ['rich_text_value', 'initial_value', null],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  radio_buttons: ['selected_option', 'initial_option', null],
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  checkboxes: ['selected_options', 'initial_options', []],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
}

/** The state of an element with `value` in it; null for one that keeps none (a button, an overflow menu). */
export function stateWith(element: Control, value: unknown): ElementState | null {
  const place = places[element.type]
  return place ? { type: element.type, [place[0]]: value ?? place[2] } : null
}

/** The state of an element nobody touched yet. */
export function initialState(element: Control): ElementState | null {
  const place = places[element.type]
  return stateWith(element, place && (element as unknown as Record<string, unknown>)[place[1]])
}

/** What stands in an element, from its state. */
export function valueIn(state: ElementState | null): unknown {
  const place = state && places[state.type]
  return place ? state[place[0]] : null
}

/** `view.state.values` of these blocks: what was typed, elsewhere what was there from the start. */
export function collectState(blocks: readonly ShownBlock[], typed: StateValues): StateValues {
  const values: StateValues = {}
  for (const { blockId, element } of controlsIn(blocks)) {
    const state = typed[blockId]?.[element.action_id ?? ''] ?? initialState(element)
    if (state) values[blockId] = { ...values[blockId], [element.action_id ?? '']: state }
  }
  return values
}

/** What was typed into blocks that are still there: a view that is replaced keeps the same ids' values, as in Slack. */
export function keepTyped(blocks: readonly ShownBlock[], typed: StateValues): StateValues {
  const kept: StateValues = {}
  for (const { blockId, element } of controlsIn(blocks)) {
    const state = typed[blockId]?.[element.action_id ?? '']
    if (state && state['type'] === element.type) kept[blockId] = { ...kept[blockId], [element.action_id ?? '']: state }
  }
  return kept
}

function controlsIn(blocks: readonly ShownBlock[]): { blockId: string; element: Control }[] {
  return blocks.flatMap((block): { blockId: string; element: Control }[] => {
    const blockId = block.block_id ?? ''
    if (block.type === 'input') return [{ blockId, element: block.element }]
    if (block.type === 'actions') return block.elements.map((element) => ({ blockId, element }))
    if (block.type === 'section' && block.accessory) return [{ blockId, element: block.accessory as Control }]
    return block.type === 'container' ? controlsIn(block.child_blocks) : []
  })
}

/** The action of an element, as Slack sends it in `block_actions` (without `action_ts`). */
export function actionOf(blockId: string, element: Control, change: Record<string, unknown>) {
  const shown = element as unknown as Record<string, unknown>
  const given = Object.entries(shown).filter(([name]) => name === 'placeholder' || name.startsWith('initial_'))
  const isButton = element.type === 'button' || element.type === 'workflow_button'
  const own = isButton ? Object.fromEntries(['text', 'value', 'style'].flatMap((name) => pick(shown, name))) : {}
  const ids = { type: element.type, block_id: blockId, action_id: element.action_id ?? '' }
  return { ...Object.fromEntries(given), ...own, ...change, ...ids }
}

function pick(from: Record<string, unknown>, name: string): [string, unknown][] {
  return from[name] === undefined ? [] : [[name, from[name]]]
}

/** What Slack's own client says about an input before it sends the form; null when it may go. */
export function problemIn(block: InputBlock, state: ElementState | null): string | null {
  const value = valueIn(state)
  const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (empty) return block.optional ? null : 'Please fill this in.'
  const { element } = block
  if (element.type === 'plain_text_input') return lengthProblem(String(value), element.min_length, element.max_length)
  if (element.type === 'number_input') return numberProblem(String(value), element)
  if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)))
    return 'Please enter an e-mail address.'
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(String(value)))
    return 'Please enter an address that starts with https://.'
  return null
}

function lengthProblem(text: string, min = 0, max = 3000): string | null {
  const length = text.length
  if (length < min) return `Please write at least ${min} characters.`
  return length > max ? `Please write at most ${max} characters; these are ${length}.` : null
}

interface NumberLimits {
  is_decimal_allowed: boolean
  min_value?: string
  max_value?: string
}

function numberProblem(text: string, { is_decimal_allowed: decimals, min_value: min, max_value: max }: NumberLimits) {
  if (!(decimals ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(text))
    return decimals ? 'Please enter a number, such as 6.2.' : 'Please enter a whole number.'
  if (min !== undefined && Number(text) < Number(min)) return `Please enter ${min} or more.`
  return max !== undefined && Number(text) > Number(max) ? `Please enter ${max} or less.` : null
}
