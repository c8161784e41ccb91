import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { claim } from '../../src/durable/claim.ts'
import { enqueue } from '../../src/durable/enqueue.ts'
import { receive } from '../../src/durable/inbox.ts'
import { transact } from '../../src/platform/db.ts'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../../src/storage/open.ts'

const now = new Date('2026-01-12T09:00:00Z')
const body = { type: 'block_actions', text: 'x'.repeat(2000) }
const args = { key: 'check-in-request:17' }

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'okr-bench-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function newDatabase(): OpenDatabase {
  const database = openDatabase(join(newFolder(), 'okr.sqlite'))
  migrateDatabase(database)
  onTestFinished(() => database.close())
  return database
}

/** The same database without anything of ours round it. */
function rawDatabase(): Database.Database {
  const { sqlite, path, close } = openDatabase(join(newFolder(), 'raw.sqlite'))
  migrateDatabase({ sqlite, path })
  close()
  const raw = new Database(path)
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  onTestFinished(() => void raw.close())
  return raw
}

function milliseconds(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

/** The median of several turns taken alternately, so that a busy machine is busy for both. */
function sideBySide(rounds: number, ours: (round: number) => void, theirs: (round: number) => void) {
  const times = { ours: [] as number[], theirs: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    times.ours.push(milliseconds(() => ours(round)))
    times.theirs.push(milliseconds(() => theirs(round)))
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN
  return { ours: median(times.ours), theirs: median(times.theirs), ratio: median(times.theirs) / median(times.ours) }
}

const say = (text: string) => process.stdout.write(`${text}\n`)

test('P22 durable commits: at least 0.75 × writing as many bytes and fdatasync', () => {
  const { db } = newDatabase()
  // A commit of this size is about three pages in the log, which is written over and over.
  const bytes = Buffer.alloc(3 * 4120)
  const count = 200
  const file = openSync(join(newFolder(), 'raw'), 'w')
  writeSync(file, Buffer.alloc(count * bytes.length))
  const { ours, theirs, ratio } = sideBySide(
    7,
    (round) => {
      for (let i = 0; i < count; i++) receive(db, { key: `${round}:${i}`, source: 'slack', body }, now)
    },
    () => {
      for (let i = 0; i < count; i++) {
        writeSync(file, bytes, 0, bytes.length, i * bytes.length)
        fdatasyncSync(file)
      }
    },
  )
  closeSync(file)
  say(
    `P22: ${Math.round((1000 * count) / ours)} commits/s, raw ${Math.round((1000 * count) / theirs)}: ${ratio.toFixed(2)} x`,
  )
  expect(ratio).toBeGreaterThan(0.75)
})

test('P24 10,000 messages in one transaction: at least 0.5 × raw inserts', () => {
  const { db } = newDatabase()
  const raw = rawDatabase()
  const insert = raw.prepare(
    `insert into jobs (kind, args, key, state, priority, run_at, created_at) values (?, ?, ?, 'waiting', ?, ?, ?)`,
  )
  const { ours, theirs, ratio } = sideBySide(
    7,
    (round) =>
      transact(db, (tx) => {
        for (let i = 0; i < 10_000; i++) {
          enqueue(tx, { kind: 'deliver-message', args, key: `deliver:${round}:${i}`, runAt: now }, now)
        }
      }),
    (round) =>
      raw.transaction(() => {
        for (let i = 0; i < 10_000; i++) {
          insert.run('deliver-message', JSON.stringify(args), `deliver:${round}:${i}`, 10, now.getTime(), now.getTime())
        }
      })(),
  )
  say(`P24: 10,000 messages in ${Math.round(ours)} ms, raw ${Math.round(theirs)} ms: ${ratio.toFixed(2)} x`)
  expect(ratio).toBeGreaterThan(0.5)
})

test('P24 100,000 queued: less than 50 MB more, and a claim as quick as ever', () => {
  const { db } = newDatabase()
  const before = residentMegabytes()
  for (let batch = 0; batch < 10; batch++) {
    transact(db, (tx) => {
      for (let i = 0; i < 10_000; i++) {
        enqueue(tx, { kind: 'deliver-message', args, runAt: new Date(now.getTime() + batch) })
      }
    })
  }
  const times = Array.from({ length: 50 }, () => milliseconds(() => claim(db, now, 8)))
  const claimMs = times.toSorted((a, b) => a - b)[25] ?? Number.NaN
  const more = residentMegabytes() - before
  say(`P24: 100,000 queued: ${Math.round(more)} MB more, a claim of 8 takes ${claimMs.toFixed(2)} ms`)
  expect(more).toBeLessThan(50)
  expect(claimMs).toBeLessThan(20)
})

/** After collecting what is no longer used: how lazy the collector is says nothing about us. */
function residentMegabytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  return process.memoryUsage().rss / 2 ** 20
}

test('P23 claiming: at most 1.7 × the same with raw prepared statements', () => {
  const { db } = newDatabase()
  const raw = rawDatabase()
  const insert = raw.prepare(
    `insert into jobs (kind, args, state, priority, run_at, created_at) values (?, ?, 'waiting', 10, ?, 0)`,
  )
  const due = raw.prepare(
    `select * from jobs where state in ('waiting', 'unknown') and priority = 10 and run_at <= ? order by run_at, id limit 100`,
  )
  const take = raw.prepare(`update jobs set state = 'running', fence = fence + 1, claimed_at = ? where id = ?`)
  transact(db, (tx) => {
    for (let i = 0; i < 10_000; i++) enqueue(tx, { kind: 'deliver-message', args, runAt: now })
  })
  raw.transaction(() => {
    for (let i = 0; i < 10_000; i++) insert.run('deliver-message', JSON.stringify(args), now.getTime())
  })()
  const { ours, theirs, ratio } = sideBySide(
    90,
    () => claim(db, now, 100),
    () =>
      raw.transaction(() => {
        for (const row of due.all(now.getTime()) as { id: number; args: string }[]) {
          JSON.parse(row.args)
          take.run(now.getTime(), row.id)
        }
      })(),
  )
  say(`P23: claiming 100 jobs ${ours.toFixed(2)} ms, raw ${theirs.toFixed(2)} ms: ${(1 / ratio).toFixed(2)} x`)
  expect(1 / ratio).toBeLessThan(1.7)
})
