import type { Overflow as OverflowElement } from '@slack/types'
import { Inlines } from '../blocks/text.tsx'
import type { Option } from '../blocks/types.ts'
import { parsePlain } from '../text/mrkdwn.ts'
import { Icon } from '../ui/icons.tsx'
import { Menu } from '../ui/menu.tsx'
import { useAction } from './use-action.tsx'

/** The "…" menu. */
export function Overflow({ element, blockId }: { element: OverflowElement; blockId: string }) {
  const { pending, send, question } = useAction(blockId, element)
  const items = element.options.map((option: Option, index) => ({
    key: option.value ?? String(index),
    label: <OptionText option={option} />,
    onPick: () => {
      if (option.url) window.open(option.url, '_blank', 'noopener,noreferrer')
      send({ selected_option: option })
    },
  }))
  return (
    <>
      <Menu
        label="More choices"
        button={<Icon name="more" />}
        buttonClass="button overflow"
        busy={pending}
        items={items}
      />
      {question}
    </>
  )
}

function OptionText({ option }: { option: Option }) {
  return (
    <span className="option-text">
      <Inlines of={parsePlain(option.text.text)} />
      {option.description && <small>{option.description.text}</small>}
    </span>
  )
}
