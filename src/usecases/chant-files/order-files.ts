import { enqueue } from '../../durable/enqueue.ts'
import type { Db } from '../../platform/db.ts'
import { addChantFiles, type NewChantFiles } from '../../storage/approvals/chant-files.ts'
import { priorities } from '../owe-message.ts'

/** Has files committed to a chant project, in the caller's transaction; returns the order's number (see `writeChantFiles`). */
export function orderFiles(tx: Db, files: NewChantFiles, now: Date): number {
  const id = addChantFiles(tx, files)
  const priority = files.personId === null ? priorities.ordinary : priorities.answer
  enqueue(tx, { kind: 'write-chant-files', args: { id }, key: `write-chant-files:${id}`, runAt: now, priority }, now)
  return id
}
