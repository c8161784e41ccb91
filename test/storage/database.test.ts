import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { enqueue } from '../../src/durable/enqueue.ts'
import { transact } from '../../src/platform/db.ts'
import { requireMigrated } from '../../src/storage/migrate.ts'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'

const monday = new Date('2026-01-12T09:00:00Z')

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'okr-database-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A database with something in it, closed. */
function filledDatabase(): string {
  const path = join(newFolder(), 'okr.sqlite')
  const database = openDatabase(path)
  migrateDatabase(database)
  transact(database.db, (tx) => {
    for (let i = 0; i < 500; i++)
      enqueue(tx, { kind: 'note', args: `something long enough to fill pages ${i}`, runAt: monday })
  })
  database.close()
  return path
}

function problemOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(Problem)
    return (error as Error).message
  }
  throw new Error('nothing was refused')
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('the database file', () => {
  test('is for its owner only, as are its folder and its log', () => {
    const path = join(newFolder(), 'data', 'okr.sqlite')
    const database = openDatabase(path)
    migrateDatabase(database)
    expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(['600', '600', '600'])
    expect(modeOf(join(path, '..'))).toBe('700')
    database.close()
  })

  test('that others could read is closed to them', () => {
    const path = filledDatabase()
    chmodSync(path, 0o644)
    openDatabase(path).close()
    expect(modeOf(path)).toBe('600')
  })

  test('loses nothing that was committed: full synchronisation, write-ahead log, foreign keys', () => {
    const { sqlite, close } = openDatabase(filledDatabase())
    const setting = (name: string) => sqlite.pragma(name, { simple: true })
    expect(['synchronous', 'journal_mode', 'foreign_keys', 'busy_timeout'].map(setting)).toEqual([2, 'wal', 1, 5000])
    close()
  })

  test('opened to be read only is neither created nor changed', () => {
    const missing = join(newFolder(), 'okr.sqlite')
    expect(problemOf(() => openDatabase(missing, { readonly: true }))).toContain('There is no database at')
    expect(existsSync(missing)).toBe(false)
    const { sqlite, close } = openDatabase(filledDatabase(), { readonly: true })
    expect(() => sqlite.exec('delete from jobs')).toThrow('readonly')
    close()
  })
})

describe('refused with one sentence is', () => {
  test('a folder that cannot be written', () => {
    const folder = newFolder()
    chmodSync(folder, 0o500)
    const path = join(folder, 'okr.sqlite')
    expect(asOrdinaryUser(folder, () => problemOf(() => openDatabase(path)))).toBe(
      `The folder ${folder} cannot be written (missing permission or a read-only disk), so the database ${path} cannot be kept there: allow it, or set DATABASE_PATH to another place.`,
    )
  })

  test('a database in a folder that became read-only', () => {
    const path = filledDatabase()
    const folder = join(path, '..')
    chmodSync(path, 0o400)
    chmodSync(folder, 0o500)
    expect(asOrdinaryUser(folder, () => problemOf(() => openDatabase(path)))).toContain(`cannot be written`)
  })

  test('a folder where a file should be, and a file where a folder should be', () => {
    const folder = newFolder()
    expect(problemOf(() => openDatabase(folder))).toBe(`${folder} is a folder: set DATABASE_PATH to a file.`)
    writeFileSync(join(folder, 'file'), '')
    expect(problemOf(() => openDatabase(join(folder, 'file', 'okr.sqlite')))).toContain('cannot be written')
  })

  test('a file that is no database', () => {
    const path = join(newFolder(), 'okr.sqlite')
    writeFileSync(path, 'Dear diary, today nothing happened. '.repeat(100))
    expect(problemOf(() => openDatabase(path))).toContain('is not a database of this program')
  })

  test("another program's database, which is left as it is", () => {
    const path = join(newFolder(), 'photos.sqlite')
    const other = new Database(path)
    other.exec('create table photos (id integer)')
    other.close()
    expect(problemOf(() => openDatabase(path))).toContain('belongs to another program')
    const again = new Database(path)
    expect(again.pragma('journal_mode', { simple: true })).toBe('delete')
    again.close()
  })

  test('a database written by a newer version of this program', () => {
    const path = filledDatabase()
    const sqlite = new Database(path)
    sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('of the future', 9e12)
    sqlite.close()
    expect(problemOf(() => openDatabase(path))).toContain('was written by a newer version of this program')
  })

  test('a database whose schema was never released', () => {
    const path = filledDatabase()
    const sqlite = new Database(path)
    sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('of a branch', 1)
    sqlite.close()
    expect(problemOf(() => openDatabase(path))).toContain('was written by an unreleased version')
  })

  test('a truncated file', () => {
    const path = filledDatabase()
    truncateSync(path, statSync(path).size - 3 * 4096)
    expect(problemOf(() => openDatabase(path))).toContain('is damaged: stop the app')
  })

  test('a file with a page of rubbish', () => {
    const path = filledDatabase()
    for (let page = 2; page < 60; page += 7)
      writeSync(openSync(path, 'r+'), Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096)
    expect(problemOf(() => openDatabase(path))).toContain('put the last backup back with `okr restore FILE`')
  })

  test('by commands that must not change the schema: one that is not up to date', () => {
    const database = openDatabase(join(newFolder(), 'okr.sqlite'))
    expect(problemOf(() => requireMigrated(database))).toContain('is empty: run `okr migrate`')
    migrateDatabase(database)
    requireMigrated(database)
    database.sqlite.exec('delete from __drizzle_migrations where rowid = (select max(rowid) from __drizzle_migrations)')
    expect(problemOf(() => requireMigrated(database))).toContain('older version of this program: stop the app')
    database.close()
  })
})

/** Root may write everywhere, so as root somebody else tries. */
function asOrdinaryUser<T>(folder: string, work: () => T): T {
  const { getuid, seteuid } = process
  if (getuid?.() !== 0 || !seteuid) return work()
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o555)
  seteuid(65534)
  try {
    return work()
  } finally {
    seteuid(0)
  }
}
