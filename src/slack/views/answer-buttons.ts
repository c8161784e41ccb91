import type { ActionsBlock } from '@slack/types'
import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import { actions, button } from '../blocks/blocks.ts'

const choices = [
  ['check-in:on-track', 2],
  ['check-in:at-risk', 1],
  ['check-in:off-track', 0],
] as const

/** The three answers for one key result of a request: a click saves, or opens its form. */
export function answerButtons(requestId: number, { id, title }: { id: KeyResultId; title: string }): ActionsBlock {
  return actions(
    `answer:${id}`,
    ...choices.map(([actionId, confidence]) => {
      const words = confidenceWords[confidence]
      const label = `${words}: ${id} ${title}`.trim()
      return button(actionId, `${confidenceMarks[confidence]} ${words}`, `${requestId}:${id}`, { label })
    }),
  )
}
