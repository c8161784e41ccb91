import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claim } from '../../src/durable/claim.ts'
import { enqueue } from '../../src/durable/enqueue.ts'
import { listJobs } from '../../src/durable/manage.ts'
import { backup } from '../../src/storage/backup.ts'
import { copyDatabase } from '../../src/storage/copy.ts'
import { DatabaseProblem } from '../../src/storage/database-problem.ts'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../../src/storage/open.ts'
import { takeOwnership } from '../../src/storage/owner-lock.ts'
import { restoreDatabase } from '../../src/storage/restore.ts'
import { noticeRestore, unknownSince } from '../../src/storage/restored.ts'

const monday = new Date('2026-01-12T03:00:00Z')
const noon = new Date('2026-01-12T12:00:00Z')
const day = 24 * 3600_000

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'okr-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'okr.sqlite')
  const database = reopen(path)
  enqueue(database.db, { kind: 'note', args: 'before the backup', runAt: monday })
  return { folder, path, database, file: join(folder, 'backups', 'monday.sqlite') }
}

function reopen(path: string): OpenDatabase {
  const database = openDatabase(path)
  migrateDatabase(database)
  onTestFinished(() => database.close())
  return database
}

const argsIn = ({ db }: OpenDatabase) => listJobs(db).map(({ args }) => args)

describe('a backup', () => {
  test('is one file for its owner only, complete, while the database is written to', async () => {
    const { database, file } = setUp()
    const copied = backup(database, file, monday)
    enqueue(database.db, { kind: 'note', args: 'meanwhile', runAt: monday })
    await copied
    expect(readdirSync(join(file, '..'))).toEqual(['monday.sqlite'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const copy = openDatabase(file, { readonly: true })
    expect(argsIn(copy)).toContain('before the backup')
    expect(argsIn(database)).toEqual(['before the backup', 'meanwhile'])
    copy.close()
  })

  test('replaces an older backup, but neither the database itself nor somebody else’s file', async () => {
    const { database, path, file, folder } = setUp()
    await backup(database, file, monday)
    enqueue(database.db, { kind: 'note', args: 'more', runAt: monday })
    await backup(database, file, monday)
    const copy = openDatabase(file, { readonly: true })
    expect(argsIn(copy)).toHaveLength(2)
    copy.close()

    await expect(backup(database, path, monday)).rejects.toThrow('is the database itself')
    const letter = join(folder, 'letter.txt')
    writeFileSync(letter, 'Dear Sarah')
    await expect(backup(database, letter, monday)).rejects.toThrow(DatabaseProblem)
    expect(readFileSync(letter, 'utf8')).toBe('Dear Sarah')
  })

  test('that fails says so in a sentence and leaves nothing half written', async () => {
    const { database, folder } = setUp()
    await expect(backup(database, join(folder, 'okr.sqlite', 'x.sqlite'), monday)).rejects.toThrow('cannot be written')
    const occupied = join(folder, 'occupied')
    await backup(database, join(occupied, 'inside.sqlite'), monday)
    await expect(backup(database, occupied, monday)).rejects.toThrow('is a folder')
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
  })

  test('of a database in memory works too', async () => {
    const { file } = setUp()
    const inMemory = openDatabase(':memory:')
    migrateDatabase(inMemory)
    await backup(inMemory, file, monday)
    expect(existsSync(file)).toBe(true)
    inMemory.close()
  })
})

describe('restoring', () => {
  test('brings back what was there, and keeps what is replaced', async () => {
    const { database, path, file } = setUp()
    await backup(database, file, monday)
    enqueue(database.db, { kind: 'note', args: 'after the backup', runAt: monday })
    database.close()
    const { movedAside } = restoreDatabase(file, path, noon)
    expect(argsIn(reopen(path))).toEqual(['before the backup'])
    expect(argsIn(reopen(movedAside as string))).toEqual(['before the backup', 'after the backup'])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('replaces a damaged database', async () => {
    const { database, path, file } = setUp()
    await backup(database, file, monday)
    database.close()
    writeFileSync(path, 'rubbish')
    restoreDatabase(file, path, noon)
    expect(argsIn(reopen(path))).toEqual(['before the backup'])
  })

  test('refuses what is not ours, newer, damaged or missing, and then changes nothing', async () => {
    const { database, path, file, folder } = setUp()
    const bad = join(folder, 'bad.sqlite')
    const refusal = () => {
      try {
        restoreDatabase(bad, path, noon)
      } catch (error) {
        expect(error).toBeInstanceOf(DatabaseProblem)
        return (error as Error).message
      }
      return 'nothing'
    }
    expect(refusal()).toContain('There is no database at')
    writeFileSync(bad, '')
    expect(refusal()).toContain('is empty')
    writeFileSync(bad, 'rubbish')
    expect(refusal()).toContain('is not a database of this program')
    await backup(database, file, monday)
    const bytes = readFileSync(file)
    writeFileSync(bad, bytes.fill(0xa5, 8 * 4096, 12 * 4096))
    expect(refusal()).toContain('is damaged')
    const newer = openDatabase(file)
    newer.sqlite.exec(`insert into __drizzle_migrations (hash, created_at) values ('of the future', 9e12)`)
    copyDatabase(newer.sqlite, bad, monday)
    newer.close()
    expect(refusal()).toContain('newer version')
    expect(argsIn(database)).toEqual(['before the backup'])
    expect(readdirSync(folder).filter((name) => /restoring|replaced/.test(name))).toEqual([])
  })

  test('is refused while the app runs', async () => {
    const { database, path, file } = setUp()
    await backup(database, file, monday)
    const owner = takeOwnership(path, monday)
    expect(() => restoreDatabase(file, path, noon)).toThrow('is in use by process')
    owner.release()
    database.close()
    restoreDatabase(file, path, noon)
  })
})

describe('a restored database', () => {
  async function restored() {
    const set = setUp()
    await backup(set.database, set.file, monday)
    set.database.close()
    restoreDatabase(set.file, set.path, noon)
    return reopen(set.path)
  }

  test('is recognised once, with the instant of its backup', async () => {
    const { db } = await restored()
    expect(noticeRestore(db, noon)).toEqual(monday)
    expect(noticeRestore(db, noon)).toBeNull()
  })

  test('looks up before sending for three days, since its backup', async () => {
    const { db } = await restored()
    noticeRestore(db, noon)
    expect(unknownSince(db, noon)).toEqual(monday)
    expect(unknownSince(db, new Date(noon.getTime() + 2 * day))).toEqual(monday)
    expect(unknownSince(db, new Date(noon.getTime() + 4 * day))).toBeNull()
  })

  test('is recognised as well when somebody copied the backup into place', async () => {
    const { database, path, file } = setUp()
    await backup(database, file, monday)
    database.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    writeFileSync(path, readFileSync(file))
    expect(noticeRestore(reopen(path).db, noon)).toEqual(monday)
  })

  test('made from a plain file copy goes by the age of that file', async () => {
    const { database, path, folder } = setUp()
    database.close()
    const plain = join(folder, 'plain.sqlite')
    writeFileSync(plain, readFileSync(path))
    utimesSync(plain, monday, monday)
    restoreDatabase(plain, path, noon)
    expect(noticeRestore(reopen(path).db, noon)).toEqual(monday)
  })

  test('that is the original knows everything it sent', () => {
    const { database } = setUp()
    expect(noticeRestore(database.db, noon)).toBeNull()
    expect(unknownSince(database.db, noon)).toBeNull()
    expect(claim(database.db, noon, 1)[0]?.inDoubt).toBe(false)
  })
})
