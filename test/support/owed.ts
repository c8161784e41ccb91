import type { Fault } from '../../src/demo/workspace/faults.ts'
import { transact } from '../../src/platform/db.ts'
import { type Delivery, getDelivery } from '../../src/storage/deliveries.ts'
import { findPersonByReference } from '../../src/storage/people.ts'
import { savePersonFromSlack } from '../../src/storage/people-from-slack.ts'
import { oweMessage } from '../../src/usecases/owe-message.ts'
import type { RunningAcme } from './app.ts'

/** An hour of Acme's Friday at which nothing else is due. */
export const quietHour = '2026-01-09T17:00:00Z'

/** Owes a message that says `words`, to a channel (`#retention`) or a person (`mike`). */
export function owe(acme: RunningAcme, key: string, to: string, words = 'because', priority?: number): void {
  const { db } = acme.database
  const notice = { kind: 'not-saved', keyResultId: 'O1-KR1', why: words } as const
  const channel = acme.workspace.channels().find(({ name }) => `#${name}` === to)
  const recipient = channel ? { channel: channel.id } : { person: personCalled(acme, to) }
  transact(db, (tx) =>
    oweMessage(tx, { key, notice, to: recipient, ...(priority !== undefined && { priority }) }, acme.clock.now()),
  )
}

function personCalled({ workspace, database, clock }: RunningAcme, handle: string): number {
  const reference = `${handle}@acme.example`
  const known = findPersonByReference(database.db, reference)
  if (known?.slackId) return known.id
  const { id, name } = workspace.as(handle)
  const said = { slackId: id, name, handle, email: reference, zone: null }
  const nothingSpecial = { isWorkspaceAdmin: false, isGuest: false, isExternal: false, isDeactivated: false }
  return savePersonFromSlack(database.db, { ...said, ...nothingSpecial }, clock.now()).id
}

/** What is known about a message that is owed. */
export function deliveryOf(acme: RunningAcme, key: string): Delivery {
  const delivery = getDelivery(acme.database.db, key)
  if (!delivery) throw new Error(`no message ${key} is owed`)
  return delivery
}

/** Lets a fault loose on posts alone. */
export function posting(acme: RunningAcme, fault: Fault) {
  return acme.workspace.faults.add({ method: 'chat.postMessage', ...fault })
}

/** When each attempt to post was made, in seconds since `quietHour`, oldest first. */
export function attempts(acme: RunningAcme): number[] {
  return acme.workspace.calls('chat.postMessage').map(({ at }) => (at.getTime() - Date.parse(quietHour)) / 1000)
}

/** Plays the clock so many seconds past `quietHour`. */
export function until(acme: RunningAcme, seconds: number): Promise<void> {
  return acme.playTo(new Date(Date.parse(quietHour) + seconds * 1000).toISOString())
}
