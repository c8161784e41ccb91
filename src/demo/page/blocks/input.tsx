import type { InputBlock } from '@slack/types'
import { type ReactNode, useId } from 'react'
import { Element } from '../elements/element.tsx'
import { useSurface } from './surface.tsx'
import { Text } from './text.tsx'

/** A labelled field with its hint, and its error right there when the form was refused. */
export function Input({ block }: { block: InputBlock }) {
  const id = useId()
  const blockId = block.block_id ?? ''
  const error = useSurface().errors[blockId]
  const described = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(' ')
  const field = {
    id: `${id}-control`,
    labelledBy: `${id}-label`,
    describedBy: described || undefined,
    invalid: Boolean(error),
    required: !block.optional,
  }
  return (
    <div className={error ? 'field invalid' : 'field'} data-block={blockId}>
      <Label id={`${id}-label`} control={isGroup(block) ? undefined : field.id}>
        <Text of={block.label} />
        {block.optional && <span className="quiet"> (optional)</span>}
      </Label>
      <Element element={block.element} blockId={blockId} field={field} dispatches={block.dispatch_action === true} />
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {block.hint && (
        <p className="hint" id={`${id}-hint`}>
          <Text of={block.hint} />
        </p>
      )}
    </div>
  )
}

/** A press on a label leads to its control; a group of choices has none of its own. */
function Label({ id, control, children }: { id: string; control: string | undefined; children: ReactNode }) {
  if (control === undefined)
    return (
      <div className="label" id={id}>
        {children}
      </div>
    )
  return (
    <label className="label" id={id} htmlFor={control}>
      {children}
    </label>
  )
}

function isGroup({ element }: InputBlock): boolean {
  return element.type === 'checkboxes' || element.type === 'radio_buttons'
}
