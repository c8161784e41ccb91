import { type PersonId, parseId } from '../../domain/ids.ts'
import { type FindingsFilter, showFindings, showFindingToRead } from '../../usecases/approvals/show-findings.ts'
import { refreshPeople } from '../../usecases/know-people.ts'
import { whyNotSee } from '../../usecases/why-not-see.ts'
import type { Answer } from '../answer.ts'
import type { Edge } from '../edge.ts'
import { receivedIn, whoIs } from '../edge.ts'
import { onLook } from '../on-look.ts'
import { onPress } from '../on-press.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseBound } from '../payloads/approvals.ts'
import { parsePageOf } from '../payloads/home.ts'
import { tellPrivately } from '../tell-privately.ts'
import { findingsMessage } from '../views/findings-list.ts'
import { findingsModal } from '../views/findings-modal.ts'
import { sentenceMessage } from '../views/sentence.ts'

/** `/okr findings`, `/okr findings decided`, `/okr findings O1-KR1`. */
export function answerFindings(edge: Edge, { rest }: { rest: string }, by: PersonId): Answer {
  const filter = parseFilter(rest)
  if (filter === null) {
    const words = `“${rest.slice(0, 60)}” is no choice here. Write ${edge.command} findings, findings decided, or findings O1-KR1.`
    return { message: sentenceMessage(words), isPrivate: true }
  }
  const shown = showFindings(edge.db, { filter, by }, edge.clock.now(), edge.defaultZone)
  return { message: findingsMessage(shown, 1, edge.command) }
}

/** Reading a finding, page by page, and leafing through the list. */
export function findings(edge: Edge): void {
  const { db, clock, defaultZone } = edge

  onPress(edge, 'approval:read', async ({ value }, by) => {
    await refreshPeople(db, edge.directory, [by], clock.now())
    const why = whyNotSee(db, by)
    if (why !== null) return { kind: 'refused', why }
    const { approvalId } = parseBound(value)
    return { kind: 'form', view: findingsModal(showFindingToRead(db, approvalId, clock.now(), defaultZone), 1) }
  })

  edge.app.action(/^findings:page-/, async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const why = whyNotSee(db, by)
    if (why !== null) return tellPrivately(edge, pressed, why)
    if (!pressed.view || received.redriven) return
    const { approvalId, version: page } = parseBound(pressed.value)
    const view = findingsModal(showFindingToRead(db, approvalId, clock.now(), defaultZone), page)
    await edge.clients.calls.views.update({ view_id: pressed.view.id, view })
  })

  onLook(edge, /^findings:list-/, ({ value }, by) => {
    const { page, typed } = parsePageOf(value)
    const filter = parseFilter(typed) ?? ({ kind: 'pending' } as const)
    const shown = showFindings(db, { filter, by }, clock.now(), defaultZone)
    return { title: 'Findings', message: findingsMessage(shown, page, edge.command) }
  })
}

/** What of the findings somebody wants to see; null when it is not understood. */
function parseFilter(typed: string): FindingsFilter | null {
  const word = typed.trim().toLowerCase()
  if (word === '' || word === 'all') return { kind: 'all' }
  if (word === 'pending' || word === 'waiting' || word === 'open') return { kind: 'pending' }
  if (word === 'decided' || word === 'done') return { kind: 'decided' }
  const id = parseId(word)
  return id?.kind === 'key-result' ? { kind: 'key-result', id: id.id } : null
}
