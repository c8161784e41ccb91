import { isKeyResultId } from '../../domain/ids.ts'
import { choosePerson } from '../../usecases/choose-person.ts'
import { offerHandOver } from '../../usecases/hand-overs/offer-hand-over.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'

const action = /^leaver:hand-over:(O\d+-KR\d+)$/

/** A lead chooses who takes over what somebody left behind; whoever it is, is asked to accept. */
export function leaverHandOver(edge: Edge): void {
  const { db, clock } = edge
  onPress(edge, action, async ({ actionId, value }, by, { inboxKey }) => {
    const keyResultId = action.exec(actionId)?.[1] ?? ''
    if (!isKeyResultId(keyResultId)) throw new Error(`${actionId} names no key result`)
    if (value === '') return { kind: 'nothing' }
    const to = await choosePerson(edge, value, clock.now())
    return offerHandOver(db, { keyResultId, by, to, word: null, inboxKey }, clock.now())
  })
}
