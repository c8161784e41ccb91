import { type KeyResultId, parseId } from '../../domain/ids.ts'
import { showDecisions } from '../../usecases/approvals/decisions-log.ts'
import { whyNotSee } from '../../usecases/why-not-see.ts'
import type { Answer } from '../answer.ts'
import type { Edge } from '../edge.ts'
import { receivedIn, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { showAnswer } from '../show-answer.ts'
import { tellPrivately } from '../tell-privately.ts'
import { decisionsMessage } from '../views/decisions-list.ts'
import { sentenceMessage } from '../views/sentence.ts'

/** `/okr decisions`, `/okr decisions O1-KR1`. */
export function answerDecisions({ db, command }: Edge, { rest }: { rest: string }): Answer {
  const asked = parseKeyResult(rest)
  if (asked === undefined) {
    const words = `“${rest.slice(0, 60)}” is no key result. Write ${command} decisions, or ${command} decisions O1-KR1.`
    return { message: sentenceMessage(words), isPrivate: true }
  }
  return { message: decisionsMessage(showDecisions(db, asked), 1, command) }
}

/** Leafing through the decision log. */
export function decisions(edge: Edge): void {
  const { db, command } = edge

  edge.app.action(/^decisions:list-/, async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const why = whyNotSee(db, by)
    if (why !== null) return tellPrivately(edge, pressed, why)
    const [, typed = '', page = '1'] = /^(.*):(\d{1,4})$/.exec(pressed.value) ?? []
    const shown = showDecisions(db, parseKeyResult(typed) ?? null)
    const message = decisionsMessage(shown, Number(page), command)
    await showAnswer(edge, pressed, received, { title: 'Decisions', message })
  })
}

/** Null: all decisions; undefined when it is not understood. */
function parseKeyResult(typed: string): KeyResultId | null | undefined {
  const word = typed.trim()
  if (word === '' || /^all$/i.test(word)) return null
  const id = parseId(word)
  return id?.kind === 'key-result' ? id.id : undefined
}
