import { type KeyResultId, parseId } from '../../domain/ids.ts'
import { showDecisions } from '../../usecases/approvals/afterwards/decisions-log.ts'
import type { Answer } from '../answer.ts'
import type { Edge } from '../edge.ts'
import { onLook } from '../on-look.ts'
import { parsePageOf } from '../payloads/home.ts'
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

  onLook(edge, /^decisions:list-/, ({ value }) => {
    const { page, typed } = parsePageOf(value)
    const shown = showDecisions(db, parseKeyResult(typed) ?? null)
    return { title: 'Decisions', message: decisionsMessage(shown, page, command) }
  })
}

/** Null: all decisions; undefined when it is not understood. */
function parseKeyResult(typed: string): KeyResultId | null | undefined {
  const word = typed.trim()
  if (word === '' || /^all$/i.test(word)) return null
  const id = parseId(word)
  return id?.kind === 'key-result' ? id.id : undefined
}
