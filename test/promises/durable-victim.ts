/**
 * A process made to be killed: receives deliveries, does what they ask for through the queue, and dies by SIGKILL just
 * before its n-th SQL statement. `node durable-victim.ts PATH LIFE FIRST LAST KILL_AT` (0: not killed).
 */
import { writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { enqueue } from '../../src/durable/enqueue.ts'
import { finishReceived, receive, unfinishedReceived } from '../../src/durable/inbox.ts'
import { rescueReceived } from '../../src/durable/rescue.ts'
import { createWorker } from '../../src/durable/worker.ts'
import { type Db, transact } from '../../src/platform/db.ts'
import { silentLogger } from '../../src/platform/logger.ts'

const [path = '', life = 0, first = 1, last = 0, killAt = 0] = process.argv
  .slice(2)
  .map((argument, index) => (index === 0 ? argument : Number(argument))) as [string, number, number, number, number]

let statements = 0
const sqlite = new Database(path, {
  verbose: (statement) => {
    if (++statements !== killAt) return
    writeSync(1, `killed before ${String(statement).split(/\s+/).slice(0, 3).join(' ')}\n`)
    process.kill(process.pid, 'SIGKILL')
  },
})
sqlite.pragma('journal_mode = WAL')
sqlite.pragma('synchronous = FULL')
const db = drizzle(sqlite, { casing: 'snake_case' }) as unknown as Db

// Each life begins an hour after the one before.
let now = new Date(Date.UTC(2026, 0, 12) + life * 3_600_000)
const worker = createWorker({
  db,
  clock: { now: () => now },
  log: silentLogger,
  concurrency: 3,
  handlers: {
    effect(job) {
      const { number } = job.args as { number: number }
      if (number % 4 === 1 && job.fence === 1) return { kind: 'snooze', until: new Date(now.getTime() + 50) }
      if (number % 4 === 2 && job.attempts === 0) throw new Error('not yet')
      transact(db, (tx) => {
        tx.run(`insert into effects (number) values (${number})`)
        job.settleIn(tx, { kind: 'done' })
      })
      return undefined
    },
  },
})

rescueReceived(db, now)
for (const { key } of unfinishedReceived(db, now, 1000)) handle(Number(key))
for (let number = first; number <= last; number++) {
  // Slack repeats itself: the one before comes again with each new one.
  for (const delivered of [number - 1, number]) {
    const state = receive(db, { key: String(delivered), source: 'test', body: { delivered } }, now)
    writeSync(1, `acknowledged ${delivered}\n`)
    if (state === 'new') handle(delivered)
  }
  await worker.runOnce()
  now = new Date(now.getTime() + 100)
}
for (let at = worker.nextDueAt(); at; at = worker.nextDueAt()) {
  if (at > now) now = at
  await worker.drain()
}
writeSync(1, 'ended\n')

function handle(number: number): void {
  transact(db, (tx) => {
    enqueue(tx, { kind: 'effect', args: { number }, key: `effect:${number}`, runAt: now })
    finishReceived(tx, String(number), now)
  })
}
