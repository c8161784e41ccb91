import type { StateValues } from '../../page-api.ts'
import type { Block, Json, View } from './model.ts'

type Element = Json & { type: string; action_id: string }

/** What stands in a view's inputs: what the person typed, else what the app put there. */
export function viewState(view: View): StateValues {
  return stateOf(view.content.blocks, view.typed)
}

/**
 * `state.values` of these blocks: every element that holds a value, by block id and action id. What was typed under the
 * same ids counts, as in Slack's client, which keeps it when the app replaces the blocks.
 */
export function stateOf(blocks: readonly Block[], typed: StateValues): StateValues {
  const values: StateValues = {}
  for (const { blockId, element } of statefulElements(blocks)) {
    const block = values[blockId] ?? {}
    values[blockId] = block
    const given = typed[blockId]?.[element.action_id]
    block[element.action_id] = given && given['type'] === element.type ? given : initialValue(element)
  }
  return values
}

/** Every element with an action id, with the id of the block it stands in. */
export function actionElements(blocks: readonly Block[]): { blockId: string; block: Block; element: Element }[] {
  return blocks.flatMap((block) => {
    const inner = Array.isArray(block['child_blocks']) ? actionElements(block['child_blocks'] as Block[]) : []
    const own = elementsIn({ ...block, child_blocks: undefined })
    return [...own.map((element) => ({ blockId: block.block_id ?? '', block, element })), ...inner]
  })
}

function elementsIn(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(elementsIn)
  if (typeof node !== 'object' || node === null) return []
  const { type, action_id } = node as Json
  if (typeof type === 'string' && typeof action_id === 'string') return [node as Element]
  return Object.values(node).flatMap(elementsIn)
}

function statefulElements(blocks: readonly Block[]): { blockId: string; element: Element }[] {
  const stateless = new Set(['button', 'overflow', 'workflow_button', 'feedback_buttons', 'icon_button'])
  return actionElements(blocks).filter(({ element }) => !stateless.has(element.type))
}

/** An element's state before anybody touched it. */
export function initialValue(element: Element): Json {
  const { type } = element
  const initial = (name: string): unknown => element[`initial_${name}`] ?? null
  const list = (name: string): unknown => element[`initial_${name}`] ?? []
  switch (type) {
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: list('options') }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: initial('option') }
    case 'datepicker':
      return { type, selected_date: initial('date') }
    case 'timepicker':
      return { type, selected_time: initial('time') }
    case 'datetimepicker':
      return { type, selected_date_time: initial('date_time') }
    case 'users_select':
      return { type, selected_user: initial('user') }
    case 'multi_users_select':
      return { type, selected_users: list('users') }
    case 'conversations_select':
      return { type, selected_conversation: initial('conversation') }
    case 'multi_conversations_select':
      return { type, selected_conversations: list('conversations') }
    case 'channels_select':
      return { type, selected_channel: initial('channel') }
    case 'multi_channels_select':
      return { type, selected_channels: list('channels') }
    case 'rich_text_input':
      return { type, rich_text_value: initial('value') }
    case 'file_input':
      return { type, files: [] }
    default:
      return { type, value: initial('value') }
  }
}
