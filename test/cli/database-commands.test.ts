import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { enqueue } from '../../src/durable/enqueue.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { okrFolder } from '../support/okr-command.ts'

const acme = readFileSync(new URL('../../src/demo/acme/okrs.yaml', import.meta.url), 'utf8')
const now = new Date('2026-01-09T17:00:00Z')

describe('okr jobs', () => {
  test('lists what waits, as lines of JSON when asked, tries again and gives up', async () => {
    const { folder, ok, okr } = okrFolder()
    await ok('migrate')
    expect(await okr('jobs')).toEqual({ code: 0, out: '', err: 'Nothing waits.\n' })
    const { db, close } = openDatabase(join(folder, 'data/okr.sqlite'))
    enqueue(db, { kind: 'tell-chant', args: { approvalId: 1 }, runAt: now, key: 'tell-chant:1', priority: 5 }, now)
    enqueue(db, { kind: 'tell-chant', args: { approvalId: 2 }, runAt: now, key: 'tell-chant:2', priority: 5 }, now)
    close()
    expect(await ok('jobs')).toContain('1  waiting  tell-chant  2026-01-09 17:00  0 tries\n')
    const lines = (await ok('jobs', '--state', 'waiting', '--json')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 1, kind: 'tell-chant', state: 'waiting', args: { approvalId: 1 } },
      { id: 2, kind: 'tell-chant', state: 'waiting', args: { approvalId: 2 } },
    ])
    expect(await ok('jobs', 'drop', '1')).toBe('Job 1 is given up.\n')
    expect(await ok('jobs', 'retry', '2')).toBe('Job 2 is tried again as soon as the app runs.\n')
    expect(await okr('jobs', 'retry', '1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no job 1'),
    })
  })
})

describe('okr migrate, backup and restore', () => {
  test('a backup is a whole database, and what it replaces is moved aside', async () => {
    const { folder, ok, okr, write } = okrFolder()
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    expect(await ok('backup', 'safe.sqlite')).toBe('data/okr.sqlite is backed up to safe.sqlite.\n')
    write('okrs.yaml', acme.replace('threshold: 5.5', 'threshold: 5.2'))
    await ok('import', 'okrs.yaml')
    expect(await ok('restore', 'safe.sqlite')).toContain('data/okr.sqlite is restored from safe.sqlite.\n')
    expect(readdirSync(join(folder, 'data')).some((name) => name.includes('.replaced-'))).toBe(true)
    expect(await ok('export')).toContain('threshold: 5.5')
    write('other.sqlite', 'not a database')
    const refused = await okr('restore', 'other.sqlite')
    expect(refused.code).toBe(2)
    expect(refused.err.trim().split('\n')).toHaveLength(1)
    expect(await ok('export')).toContain('threshold: 5.5')
  })

  test('migrate makes the database, and a second time has nothing to do', async () => {
    const { folder, ok } = okrFolder()
    expect(await ok('migrate')).toContain('is up to date: applied 0000_')
    expect(await ok('migrate')).toBe('data/okr.sqlite is up to date.\n')
    expect(existsSync(join(folder, 'data/okr.sqlite'))).toBe(true)
  })

  test('a backup of nothing, or over the database itself, is refused in a sentence', async () => {
    const { ok, okr } = okrFolder()
    expect(await okr('backup', 'x.sqlite')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no database'),
    })
    await ok('migrate')
    expect(await okr('backup', 'data/okr.sqlite')).toMatchObject({
      code: 1,
      err: expect.stringContaining('the database itself'),
    })
  })
})
