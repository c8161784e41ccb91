import type { EmailInput, NumberInput, PlainTextInput, RichTextInput, URLInput } from '@slack/types'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useSurface } from '../blocks/surface.tsx'
import { ariaOf, type Field } from './field.ts'
import { valueIn } from './state.ts'
import { useAction } from './use-action.tsx'

type TextElement = PlainTextInput | EmailInput | URLInput | NumberInput | RichTextInput

interface TextInputProps {
  element: TextElement
  blockId: string
  field?: Field | undefined
  /** The block's `dispatch_action`: the app is told while the person types, or at Enter. */
  dispatches: boolean
}

/** Every input one types into. What was typed stays exactly as typed, also when it is no number or address. */
export function TextInput({ element, blockId, field, dispatches }: TextInputProps) {
  const surface = useSurface()
  const { send } = useAction(blockId, element)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    if (element.focus_on_load) input.current?.focus()
  }, [element.focus_on_load])
  const onCharacter = dispatches && triggersOf(element).includes('on_character_entered')
  const text = textIn(valueIn(surface.stateOf(blockId, element)))
  const change = (typed: string) => {
    surface.put(blockId, element, valueOf(element, typed))
    if (onCharacter) send({ value: typed || null })
  }
  const several =
    element.type === 'rich_text_input' || (element.type === 'plain_text_input' && element.multiline === true)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || several || event.nativeEvent.isComposing || !dispatches || onCharacter) return
    event.preventDefault()
    send({ value: text || null })
  }
  const shared = {
    ref: input,
    className: 'input',
    value: text,
    placeholder: element.placeholder?.text,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
    onKeyDown,
    ...ariaOf(field, element, 'Text'),
  }
  return (
    <>
      {several ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input {...shared} {...keyboards[element.type]} autoComplete="off" />
      )}
      <Counter element={element} length={text.length} />
    </>
  )
}

/** How many characters are left, from the last fifth on or when there is too little yet; a screen reader hears the end. */
function Counter({ element, length }: { element: TextElement; length: number }) {
  const { min_length = 0, max_length } = element as { min_length?: number; max_length?: number }
  const left = (max_length ?? Number.POSITIVE_INFINITY) - length
  const isNear = max_length !== undefined && left <= Math.max(20, max_length / 5)
  const missing = length > 0 ? min_length - length : 0
  const said = missing > 0 ? `${missing} more needed` : left < 0 ? `${-left} too many` : `${left} left`
  return (
    <>
      {(missing > 0 || isNear) && (
        <p className={left < 0 ? 'counter over' : 'counter'} aria-hidden="true">
          {said}
        </p>
      )}
      <span className="hidden" aria-live="polite">
        {isNear && left <= 20 ? `${said}: ${max_length} characters at most.` : ''}
      </span>
    </>
  )
}

/** Which keyboard a phone shows. The type stays text: `type=number` would throw away what is no number. */
const keyboards: Record<string, object> = {
  number_input: { inputMode: 'decimal' },
  email_text_input: { inputMode: 'email' },
  url_text_input: { inputMode: 'url' },
}

function triggersOf(element: TextElement): string[] {
  return element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
}

function valueOf(element: TextElement, typed: string): unknown {
  if (typed === '') return null
  if (element.type !== 'rich_text_input') return element.type === 'number_input' ? typed.trim() : typed
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: typed }] }] }
}

function textIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null || value === undefined ? '' : String(value)
  const { elements = [] } = value as { elements?: { elements?: { text?: string }[] }[] }
  return elements.map((part) => (part.elements ?? []).map((run) => run.text ?? '').join('')).join('\n')
}
