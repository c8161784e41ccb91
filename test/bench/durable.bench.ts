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

/** The better turns of several taken alternately, so that a busy machine is busy for both. */
function sideBySide(rounds: number, ours: (round: number) => void, theirs: (round: number) => void) {
  const times = { ours: [] as number[], theirs: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    times.ours.push(milliseconds(() => ours(round)))
    times.theirs.push(milliseconds(() => theirs(round)))
  }
  const better = { ours: quartile(times.ours), theirs: quartile(times.theirs) }
  return { ...better, ratio: better.theirs / better.ours }
}

function quartile(times: number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 2] ?? Number.NaN
}

const say = (text: string) => process.stdout.write(`${text}\n`)

test('P22 durable commits: at least 0.75 × appending the request to a file of its own and fdatasync', () => {
  const { db } = newDatabase()
  const count = 200
  const request = JSON.stringify(body)
  const appended = openSync(join(newFolder(), 'appended'), 'a')
  const { ours, theirs, ratio } = sideBySide(
    15,
    (round) => {
      for (let i = 0; i < count; i++) receive(db, { key: `${round}:${i}`, source: 'slack', body }, now)
    },
    () => {
      for (let i = 0; i < count; i++) {
        writeSync(appended, request)
        fdatasyncSync(appended)
      }
    },
  )
  closeSync(appended)
  const perSecond = (ms: number) => Math.round((1000 * count) / ms)
  say(`P22: ${perSecond(ours)} commits/s, appending ${perSecond(theirs)}: ${ratio.toFixed(2)} x`)

  // The floor of any database with this log: as many bytes as a commit puts into it, over blocks that exist already.
  const bytes = Buffer.alloc(Math.round((framesFor(count) * 4120) / count))
  const overwritten = openSync(join(newFolder(), 'overwritten'), 'w')
  writeSync(overwritten, Buffer.alloc(count * bytes.length))
  const floor = sideBySide(
    15,
    (round) => {
      for (let i = 0; i < count; i++) receive(db, { key: `floor:${round}:${i}`, source: 'slack', body }, now)
    },
    () => {
      for (let i = 0; i < count; i++) {
        writeSync(overwritten, bytes, 0, bytes.length, i * bytes.length)
        fdatasyncSync(overwritten)
      }
    },
  )
  closeSync(overwritten)
  say(
    `     against overwriting the ${bytes.length} bytes that a commit logs: ${floor.ratio.toFixed(2)} x (for comparison)`,
  )
  expect(ratio).toBeGreaterThan(0.75)
})

function framesFor(count: number): number {
  const { db, sqlite } = newDatabase()
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  for (let i = 0; i < count; i++) receive(db, { key: String(i), source: 'slack', body }, now)
  const [{ log }] = sqlite.pragma('wal_checkpoint(PASSIVE)') as [{ log: number }]
  return log
}

test('P24 10,000 messages in one transaction: at least 0.5 × raw inserts', () => {
  const { db } = newDatabase()
  const raw = rawDatabase()
  const insert = raw.prepare(
    `insert into jobs (kind, args, key, state, priority, run_at, created_at) values (?, ?, ?, 'waiting', ?, ?, ?)`,
  )
  const { ours, theirs, ratio } = sideBySide(
    15,
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
  const claimMs = quartile(times)
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
