import type { Checkboxes, RadioButtons } from '@slack/types'
import { useId } from 'react'
import { useSurface } from '../blocks/surface.tsx'
import { Text } from '../blocks/text.tsx'
import type { Option } from '../blocks/types.ts'
import { ariaOf, type Field } from './field.ts'
import { valueIn } from './state.ts'
import { useAction } from './use-action.tsx'

interface ChoicesProps {
  element: RadioButtons | Checkboxes
  blockId: string
  field?: Field | undefined
  dispatches: boolean
}

/** Radio buttons and checkboxes. */
export function Choices({ element, blockId, field, dispatches }: ChoicesProps) {
  const surface = useSurface()
  const { pending, send, question } = useAction(blockId, element)
  const name = useId()
  const value = valueIn(surface.stateOf(blockId, element))
  const several = element.type === 'checkboxes'
  const chosen = (several ? (value as Option[]) : value ? [value as Option] : []).map((option) => option.value)
  const toggle = (option: Option) => {
    const next = several
      ? element.options.filter((one) => (one.value === option.value) !== chosen.includes(one.value))
      : option
    if (dispatches) send(several ? { selected_options: next } : { selected_option: next })
    else surface.put(blockId, element, next)
  }
  return (
    <div
      className="choices"
      role={several ? 'group' : 'radiogroup'}
      aria-busy={pending}
      {...ariaOf(field, {}, 'Choices')}
    >
      {element.options.map((option: Option) => (
        <label key={option.value} className="choice">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option)}
          />
          <span className="option-text">
            <span>
              <Text of={option.text} />
            </span>
            {option.description && (
              <small>
                <Text of={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
      {question}
    </div>
  )
}
