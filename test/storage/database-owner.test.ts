import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { DatabaseProblem } from '../../src/storage/database-problem.ts'
import { openAsOwner } from '../../src/storage/open-as-owner.ts'
import { takeOwnership } from '../../src/storage/owner-lock.ts'

const monday = new Date('2026-01-12T09:00:00Z')

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'okr-owner-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'okr.sqlite')
}

/** Another process that owns the database until it is killed. Collects its garbage, so that a lost handle shows. */
async function ownerProcess(path: string) {
  const program = `
    import { takeOwnership } from ${JSON.stringify(resolve('src/storage/owner-lock.ts'))}
    takeOwnership(${JSON.stringify(path)}, new Date('2026-01-12T09:00:00Z'))
    for (let i = 0; i < 5; i++) { globalThis.gc(); await new Promise(setImmediate) }
    console.log('owner')
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void owner.kill('SIGKILL'))
  await once(createInterface(owner.stdout), 'line')
  return owner
}

test('a second process is refused with one sentence that names the first, and may own it when that was killed', async () => {
  const path = newPath()
  const owner = await ownerProcess(path)
  expect(() => takeOwnership(path, monday)).toThrow(DatabaseProblem)
  expect(() => takeOwnership(path, monday)).toThrow(
    `The database ${path} is in use by process ${owner.pid} on ${hostname()}, since 2026-01-12 09:00 UTC: stop that one first.`,
  )
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  takeOwnership(path, monday).release()
})

test('the same process cannot own it twice, and can again after letting go', () => {
  const path = newPath()
  const owner = takeOwnership(path, monday)
  expect(() => takeOwnership(path, monday)).toThrow(`in use by process ${process.pid}`)
  owner.release()
  takeOwnership(path, monday).release()
  expect(statSync(`${path}.owner`).mode & 0o777).toBe(0o600)
})

test('two databases in one folder have owners of their own', () => {
  const path = newPath()
  const one = takeOwnership(path, monday)
  const other = takeOwnership(`${path}.other`, monday)
  one.release()
  other.release()
})

test('where nothing can be written nobody can own anything', () => {
  expect(() => takeOwnership('/dev/null/okr.sqlite', monday)).toThrow('cannot be written')
})

test('the app opens, migrates and owns its database, and lets go of it when it closes or cannot', () => {
  const path = newPath()
  const database = openAsOwner(path, monday)
  expect(database.migration.applied.length).toBeGreaterThan(0)
  expect(() => openAsOwner(path, monday)).toThrow('is in use by process')
  database.close()
  writeFileSync(path, 'rubbish')
  expect(() => openAsOwner(path, monday)).toThrow('is not a database of this program')
  takeOwnership(path, monday).release()
})
