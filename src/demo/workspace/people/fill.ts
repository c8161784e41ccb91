import { Problem } from '../../../domain/problem.ts'
import type { StateValues } from '../../page-api.ts'
import type { Block, Json } from '../state/model.ts'
import { actionElements } from '../state/view-state.ts'

/** What a person puts into one input: text, a number, a date, the text or value of an option, several of them, or nothing. */
export type Answer = string | number | boolean | null | readonly string[]

type Option = Json & { value?: string; text?: { type?: string; text?: string } }
type Element = Json & { type: string; action_id: string }

/**
 * What a person filled in, as `state.values`. Given by block id and action id as Slack sends it, or, simpler, by the
 * input's label, block id or action id. Throws with the inputs there are when one is named that is not there.
 */
export function filled(blocks: readonly Block[], given: StateValues | Record<string, Answer>): StateValues {
  const inputs = actionElements(blocks)
  const values: StateValues = {}
  for (const [name, answer] of Object.entries(given)) {
    if (isStateOfBlock(answer)) {
      values[name] = { ...values[name], ...answer }
      continue
    }
    const input = inputs.find(({ blockId, block, element }) =>
      [labelOf(block), blockId, element.action_id].includes(name),
    )
    if (!input)
      throw new Problem(
        `no input is "${name}"; there is: ${inputs.map((one) => labelOf(one.block) ?? one.blockId).join(', ')}`,
      )
    const { blockId, element } = input
    values[blockId] = {
      ...values[blockId],
      [element.action_id]: { type: element.type, ...chosen(element, answer as Answer) },
    }
  }
  return values
}

/** The state of an element after this was put into it. Throws when a menu does not offer it. */
export function chosen(element: Element, answer: Answer): Json {
  const list = () => (answer === null ? [] : Array.isArray(answer) ? (answer as string[]) : [String(answer)])
  const one = () => (answer === null ? null : String(answer))
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { selected_option: answer === null ? null : optionOf(element, String(answer)) }
    case 'external_select':
      return { selected_option: answer === null ? null : offered(String(answer)) }
    case 'multi_static_select':
    case 'checkboxes':
      return { selected_options: list().map((wanted) => optionOf(element, wanted)) }
    case 'multi_external_select':
      return { selected_options: list().map(offered) }
    case 'users_select':
      return { selected_user: one() }
    case 'multi_users_select':
      return { selected_users: list() }
    case 'channels_select':
      return { selected_channel: one() }
    case 'multi_channels_select':
      return { selected_channels: list() }
    case 'conversations_select':
      return { selected_conversation: one() }
    case 'multi_conversations_select':
      return { selected_conversations: list() }
    case 'datepicker':
      return { selected_date: one() }
    case 'timepicker':
      return { selected_time: one(), ...(element['timezone'] !== undefined && { timezone: element['timezone'] }) }
    case 'datetimepicker':
      return { selected_date_time: answer === null ? null : Number(answer) }
    case 'rich_text_input':
      return { rich_text_value: answer === null ? null : richText(String(answer)) }
    default:
      return { value: one() }
  }
}

/** An option that a block_suggestion offered: its text stands in for what only the app knows. */
function offered(value: string): Option {
  return { text: { type: 'plain_text', text: value }, value }
}

function optionOf(element: Element, wanted: string): Option {
  const groups = (element['option_groups'] ?? []) as { options?: Option[] }[]
  const options = [...((element['options'] ?? []) as Option[]), ...groups.flatMap((group) => group.options ?? [])]
  const found = options.find((option) => option.value === wanted || option.text?.text === wanted)
  if (found) return found
  throw new Problem(`no option is "${wanted}"; there is: ${options.map((option) => option.text?.text).join(', ')}`)
}

function isStateOfBlock(answer: unknown): answer is StateValues[string] {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer)
}

function labelOf(block: Block): string | undefined {
  return (block['label'] as { text?: string } | undefined)?.text
}

function richText(text: string): Json {
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }]
  return { type: 'rich_text', elements }
}
