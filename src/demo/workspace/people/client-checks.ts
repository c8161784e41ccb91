import type { StateValues } from '../../page-api.ts'
import type { Block, Json } from '../state/model.ts'

/** What Slack's client says of a form before it sends it, by block id: empty when all is well. */
export function clientErrors(blocks: readonly Block[], state: StateValues): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of blocks) {
    if (block.type !== 'input') continue
    const element = block['element'] as Json & { type: string; action_id: string }
    const values = state[block.block_id ?? '']?.[element.action_id] ?? {}
    const problem = problemWith(element, values, block['optional'] === true)
    if (problem) errors[block.block_id ?? ''] = problem
  }
  return errors
}

function problemWith(element: Json & { type: string }, state: Json, optional: boolean): string | null {
  const value = Object.entries(state).find(([name]) => !['type', 'timezone'].includes(name))?.[1]
  const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (empty) return optional ? null : 'Please complete this required field.'
  if (typeof value === 'string') return textProblem(element, value)
  const most = element['max_selected_items']
  if (Array.isArray(value) && typeof most === 'number' && value.length > most) return `Choose at most ${most}.`
  return null
}

function textProblem(element: Json & { type: string }, text: string): string | null {
  const { type, min_length, max_length } = element as { type: string; min_length?: number; max_length?: number }
  if (min_length !== undefined && text.length < min_length) return `Please enter at least ${min_length} characters.`
  if (text.length > (max_length ?? 3000)) return `Please enter no more than ${max_length ?? 3000} characters.`
  if (type === 'number_input') return numberProblem(element, text)
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    return 'Please enter a valid email address.'
  if (type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a valid URL.'
  return null
}

function numberProblem(element: Json, text: string): string | null {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) return 'Please enter a number.'
  if (element['is_decimal_allowed'] === false && !Number.isInteger(number)) return 'Please enter a whole number.'
  const { min_value, max_value } = element as { min_value?: string; max_value?: string }
  if (min_value !== undefined && number < Number(min_value)) return `Please enter a number of at least ${min_value}.`
  if (max_value !== undefined && number > Number(max_value)) return `Please enter a number of at most ${max_value}.`
  return null
}
