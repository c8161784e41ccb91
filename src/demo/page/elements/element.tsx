import type { ReactNode } from 'react'
import type { Control } from '../blocks/types.ts'
import { Button } from './button.tsx'
import { Choices } from './choices.tsx'
import type { Field } from './field.ts'
import { Moment } from './moment.tsx'
import { Overflow } from './overflow.tsx'
import { Select } from './select.tsx'
import { TextInput } from './text-input.tsx'

interface ElementProps {
  element: Control
  blockId: string
  field?: Field
  /** False inside an input block without `dispatch_action`: the value waits for the form to be sent. */
  dispatches?: boolean
}

/** Anything a person can operate, whatever block it stands in. */
export function Element({ element, blockId, field, dispatches = true }: ElementProps): ReactNode {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <Button element={element} blockId={blockId} />
    case 'overflow':
      return <Overflow element={element} blockId={blockId} />
    case 'radio_buttons':
    case 'checkboxes':
      return <Choices element={element} blockId={blockId} field={field} dispatches={dispatches} />
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <Moment element={element} blockId={blockId} field={field} dispatches={dispatches} />
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return <TextInput element={element} blockId={blockId} field={field} dispatches={dispatches} />
    case 'file_input':
      return <p className="quiet">Files cannot be chosen here.</p>
    default:
      if (/_select$/.test((element as Control).type))
        return <Select element={element} blockId={blockId} field={field} dispatches={dispatches} />
      throw new Error(`there is no element of type “${(element as Control).type}”`)
  }
}
