import type { Db } from '../platform/db.ts'
import type { Delivery } from '../storage/deliveries.ts'
import { getPerson, listPeople } from '../storage/people.ts'
import { oweMessage } from './owe-message.ts'

/**
 * Tells every admin, by direct message, that something could not be delivered and to whom: once for each delivery.
 * A failed alert raises no alert.
 */
export function alertAdmins(tx: Db, { about, problem }: { about: Delivery; problem: string }, now: Date): void {
  if (about.notice.kind === 'admin-alert') return
  const to = about.personId === null ? `the channel ${about.channel}` : getPerson(tx, about.personId).name
  const text = `I could not deliver the ${about.notice.kind.replaceAll('-', ' ')} to ${to}: ${problem}. Nobody else was affected. \`okr jobs --state dead\` lists what waits for you; \`okr jobs retry ID\` tries it again.`
  for (const admin of listPeople(tx).filter((person) => person.isAdmin && person.slackId && !person.deactivatedAt)) {
    if (admin.id === about.personId) continue
    oweMessage(
      tx,
      {
        key: `admin-alert:${about.key}:${admin.id}`,
        notice: { kind: 'admin-alert', title: `A message to ${to} did not arrive`, text },
        to: { person: admin.id },
      },
      now,
    )
  }
}
