import type { Button as ButtonElement, WorkflowButton } from '@slack/types'
import { Inlines } from '../blocks/text.tsx'
import { parsePlain } from '../text/mrkdwn.ts'
import { useAction } from './use-action.tsx'

/** A button of the app's; with a `url` it opens that too, as in Slack. It looks pressed until the app has answered. */
export function Button({ element, blockId }: { element: ButtonElement | WorkflowButton; blockId: string }) {
  const { pending, send, question } = useAction(blockId, element)
  const url = 'url' in element && /^https?:\/\//.test(element.url ?? '') ? element.url : undefined
  const press = () => {
    if (url) window.open(url, '_blank', 'noopener,noreferrer')
    send({})
  }
  return (
    <>
      <button
        type="button"
        className={`button ${element.style ?? ''}`}
        aria-label={element.accessibility_label}
        aria-busy={pending}
        aria-disabled={pending}
        onClick={press}
      >
        <span className="button-text">
          <Inlines of={parsePlain(element.text.text)} />
        </span>
        {url && <span className="hidden"> (opens a page)</span>}
      </button>
      {question}
    </>
  )
}
