import { addDays, instantAt, localDateAt } from '../domain/local-time.ts'
import { pruneReceived } from '../durable/inbox.ts'
import { pruneJobs } from '../durable/manage.ts'
import { hasSlot, takeSlot } from '../durable/slots.ts'
import type { Timetable } from '../durable/worker.ts'
import { type Db, transact } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import { forgetTyped } from '../usecases/check-ins/keep-typed.ts'

const slot = 'tidy up'
const at = '03:30'
const day = 86_400_000
/** Slack repeats a delivery for a day at most. */
const receivedKeptMs = 2 * day
/** Long enough for somebody to look into why; it holds what people wrote. */
const givenUpKeptMs = 30 * day
/** A job's key keeps a weekly or monthly thing from happening twice. */
const jobsKeptMs = 40 * day

/** Once a night, in UTC: forgets what was received and done, jobs that were done, and what was typed and never sent, after they can matter no more. */
export function tidying(db: Db, log: Logger): Timetable {
  return {
    name: slot,
    dueAt(now) {
      const today = localDateAt(now, 'UTC')
      const tonight = instantAt(today, at, 'UTC')
      return hasSlot(db, slot, today) ? instantAt(addDays(today, 1), at, 'UTC') : tonight
    },
    run(now) {
      const pruned = transact(db, (tx) => {
        takeSlot(tx, slot, localDateAt(now, 'UTC'), now)
        return {
          received: pruneReceived(
            tx,
            new Date(now.getTime() - receivedKeptMs),
            new Date(now.getTime() - givenUpKeptMs),
          ),
          drafts: forgetTyped(tx, now),
          jobs: pruneJobs(tx, new Date(now.getTime() - jobsKeptMs)),
        }
      })
      log.debug(pruned, 'tidied up')
    },
  }
}
