import type { InputBlock } from '@slack/types'
import { useId } from 'react'
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
    labelledBy: `${id}-label`,
    describedBy: described || undefined,
    invalid: Boolean(error),
    required: !block.optional,
  }
  return (
    <div className={error ? 'field invalid' : 'field'} data-block={blockId}>
      <div className="label" id={`${id}-label`}>
        <Text of={block.label} />
        {block.optional && <span className="quiet"> (optional)</span>}
      </div>
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
