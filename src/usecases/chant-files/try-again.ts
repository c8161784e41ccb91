import type { PersonId } from '../../domain/ids.ts'
import { enqueue } from '../../durable/enqueue.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { findApproval } from '../../storage/approvals/approvals.ts'
import { changeChantFiles, findChantFiles } from '../../storage/approvals/chant-files.ts'
import { whyNoDriver } from '../approvals/afterwards/why-no-driver.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { priorities } from '../owe-message.ts'
import { whyNotWrite } from './why-not-write.ts'
import { refreshFiles } from './write-chant-files.ts'

/** Has files that could not be written tried again, by whoever asked for them. */
export function tryFilesAgain(
  db: Db,
  { id, by, inboxKey }: { id: number; by: PersonId; inboxKey: string },
  now: Date,
): { kind: 'trying' } | Refused {
  return transact(db, (tx) => {
    const order = findChantFiles(tx, id)
    if (!order || order.personId !== by) return refused('Only whoever asked for it can have it tried again.')
    const why = whyNotWrite(tx, by)
    if (why !== null) return refused(why)
    finishReceived(tx, inboxKey, now)
    if (order.state === 'written') return refused('It is saved by now.')
    if (order.state === 'telling') return refused('I am at it already.')
    const approval = order.kind === 'driver' && order.approvalId !== null ? findApproval(tx, order.approvalId) : null
    const whyNot = approval && whyNoDriver(tx, approval)
    if (whyNot) return refused(whyNot)
    changeChantFiles(tx, id, { state: 'telling', problem: null, askedAt: now })
    const key = `write-chant-files:${id}:${inboxKey}`
    enqueue(tx, { kind: 'write-chant-files', args: { id }, key, runAt: now, priority: priorities.answer }, now)
    refreshFiles(tx, id, now)
    return { kind: 'trying' }
  })
}
